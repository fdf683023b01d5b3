import CommandTree

/// The page that leads from files of vectors into databases, and from one machine to many.
enum Loading {
  static let sections = [
    HelpTopic.Section("", introduction), HelpTopic.Section("DuckDB", duckDB),
    HelpTopic.Section("NumPy and pandas", pandas), HelpTopic.Section("PostgreSQL, arrays", arrays),
    HelpTopic.Section("PostgreSQL, pgvector", pgvector), HelpTopic.Section("SQLite", sqlite),
    HelpTopic.Section("GNU parallel", parallel), HelpTopic.Section("Dask", dask),
    HelpTopic.Section("Slurm", slurm), HelpTopic.Section("Kubernetes", kubernetes),
  ]

  private static let introduction = """
    The vectors of these recipes are those of some records, as the same command writes them in three formats; the \
    ids are the records' own.

        q="SELECT Id, Subject FROM Case WHERE CreatedDate = LAST_N_DAYS:30"
        for file in vectors.jsonl vectors.csv vectors.npy; do
          sfmodels embed --soql "$q" --text-field Subject -o $file
        done
    """

  private static let duckDB = """
    From JSON Lines into an array of a fixed length, which its functions for vectors take:

        python3 - <<'END'
        from duckdb import connect
        cases = connect("cases.duckdb")
        cases.sql(\"\"\"CREATE TABLE cases AS
          SELECT id, embedding::FLOAT[1536] AS embedding
          FROM read_json('vectors.jsonl',
            columns = {id: 'VARCHAR', embedding: 'FLOAT[]'})\"\"\")
        cases.sql(\"\"\"SELECT b.id,
            array_cosine_similarity(a.embedding, b.embedding) AS score
          FROM (SELECT * FROM cases LIMIT 1) a, cases b
          ORDER BY score DESC LIMIT 5\"\"\").show()
        END

    The statements are the same at the prompt of `duckdb` itself.
    """

  private static let pandas = """
    The matrix is mapped into memory, not read; the ids stand beside it, one JSON value a line.

        python3 - <<'END'
        from json import loads
        from numpy import load
        from pandas import DataFrame
        vectors = load("vectors.npy", mmap_mode="r")
        ids = [loads(line) for line in open("vectors.npy.ids")]
        cases = DataFrame({"embedding": list(vectors)}, index=ids)
        print(cases.head())
        END

    A row that was refused is a row of NaN: `cases[~numpy.isnan(vectors[:, 0])]` are the others. JSON Lines are read by \
    `pandas.read_json("vectors.jsonl", lines=True)`.
    """

  private static let arrays = """
    The CSV has a vector as a JSON array in one field; other brackets make it an array of PostgreSQL's.

        psql -q <<'END'
        CREATE TEMPORARY TABLE loaded (id text, embedding text);
        \\copy loaded FROM 'vectors.csv' WITH (FORMAT csv, HEADER)
        CREATE TABLE cases (id text PRIMARY KEY, embedding real[] NOT NULL);
        INSERT INTO cases
          SELECT id, translate(embedding, '[]', '{}')::real[] FROM loaded;
        SELECT count(*), max(cardinality(embedding)) FROM cases;
        END
    """

  private static let pgvector = """
    A JSON array is how pgvector writes its vectors, so that the CSV goes in as it is.

        psql -q <<'END'
        CREATE EXTENSION vector;
        CREATE TABLE case_vectors (id text PRIMARY KEY, embedding vector(1536));
        \\copy case_vectors FROM 'vectors.csv' WITH (FORMAT csv, HEADER)
        SELECT b.id, a.embedding <=> b.embedding AS distance
          FROM (SELECT * FROM case_vectors LIMIT 1) a, case_vectors b
          ORDER BY distance LIMIT 5;
        END
    """

  private static let sqlite = """
    The vectors stay texts, which SQLite's functions for JSON read.

        sqlite3 cases.db <<'END'
        .import --csv vectors.csv cases
        SELECT count(*), json_array_length(embedding) FROM cases;
        END
    """

  private static let parallel = """
    Each job takes every eighth row; whatever is interrupted, the same line goes on. `--rpm` and `--concurrency` are of \
    one job: the org's limits are shared by all.

        seq 8 | parallel -j 4 --halt soon,fail=1 \\
          sfmodels embed --from corpus.txt --shard {}/8 \\
            -o part-{}.jsonl --resume -q
        sfmodels rows merge part-*.jsonl -o whole.jsonl -q
    """

  private static let dask = """
    The same where workers are Dask's, on one machine or on many that see the same folder:

        python3 - <<'END'
        from subprocess import run
        from dask import compute, delayed
        def shard(k):
            run(["sfmodels", "embed", "--from", "corpus.txt",
                 "--shard", f"{k}/8", "-o", f"dask-{k}.jsonl",
                 "--resume", "-q"], check=True)
        jobs = [delayed(shard)(k) for k in range(1, 9)]
        compute(*jobs, scheduler="threads", num_workers=4)
        END
    """

  private static let slurm = """
    A job array, which `sbatch` starts; a job that is requeued goes on.

        #!/bin/sh
        #SBATCH --array=1-8
        #SBATCH --requeue
        exec sfmodels embed --from corpus.txt \\
          --shard "$SLURM_ARRAY_TASK_ID/8" \\
          -o "part-$SLURM_ARRAY_TASK_ID.jsonl" --resume
    """

  private static let kubernetes = """
    An Indexed Job counts from 0. A pod that ends with another status than 0 is started again, and goes on; the volume \
    outlives it.

        apiVersion: batch/v1
        kind: Job
        metadata:
          name: embed
        spec:
          completionMode: Indexed
          completions: 8
          parallelism: 4
          template:
            spec:
              restartPolicy: OnFailure
              containers:
              - name: embed
                image: registry.example.com/sfmodels
                command: [sh, -c]
                args:
                - >-
                  exec sfmodels embed --from /data/corpus.txt
                  --shard $((JOB_COMPLETION_INDEX + 1))/8
                  -o /data/part-$JOB_COMPLETION_INDEX.jsonl --resume
                envFrom:
                - secretRef:
                    name: sfmodels
                volumeMounts:
                - name: data
                  mountPath: /data
              volumes:
              - name: data
                persistentVolumeClaim:
                  claimName: corpus

    The secret has `SFMODELS_DOMAIN`, `SFMODELS_CLIENT_ID` and `SFMODELS_CLIENT_SECRET`.
    """
}
