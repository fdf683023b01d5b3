# Completion of sfmodels for bash, written by sfmodels itself.

# Looks up what may follow a command: sets commands, options and operands.
_sfmodels_table() {
  case $1 in
  '')
    commands='generate chat embed similar map feedback rows batch plugin template log schema models auth config keys doctor serve run emulator completions help' operands=''
    options='
      --help -h
      --version
      --json' ;;
  ' generate')
    commands='' operands='%nothing...'
    options='
      --model=@models -m=@models
      --fallback=@models
      --file=%file -f=%file
      --no-input -n
      --system= -s=
      --template=@templates -t=@templates
      --var=@variables
      --json
      --raw
      --render --no-render
      --schema=%file
      --schema-formats
      --repair=
      --max-toxicity=
      --show-safety
      --usage -u
      --extract=? -x=?
      --extract-last
      --extract-all=%directory
      --estimate
      --prompt=
      --id-field=
      --keep-fields=
      --output-format=jsonl|json|csv
      --columns
      --max-requests=
      --max-tokens-total=
      --from=%file
      --input-format=lines|jsonl|json|csv|tsv
      --delimiter=
      --output=%file -o=%file
      --force
      --resume
      --errors=%file
      --concurrency=
      --rpm=
      --shard=
      --heartbeat=
      --soql=
      --bulk --no-bulk
      --count
      --api-version=
      --expect-field=
      --match=
      --embedding-model=@embedding-models
      --min-pass=
      --repeat=
      --report=
      --compare=%file
      --locale=
      --input-locale=
      --output-locale=
      --tag=
      --num-generations=
      --max-tokens=
      --temperature=
      --top-p=
      --top-k=
      --stop=
      --frequency-penalty=
      --presence-penalty=
      --seed=
      --param=
      --mask-pii --no-mask-pii
      --safety=input|output|both
      --bias=input|output|both
      --logprobs=?
      --turn-id=
      --web-search
      --stream --no-stream
      --completion
      --profile=@profiles -p=@profiles
      --domain=
      --api=models|llmg
      --emulator
      --base-url=
      --header=
      --tenant-id=
      --provider=AzureOpenAI|OpenAI|Cohere|InternalTextGeneration|InternalCodeGeneration|InternalEmbedding|Anthropic|Bedrock|VertexAI
      --feature-id=
      --app-context=
      --request=%file
      --dry-run
      --timeout=
      --max-time=
      --retries=
      --ca-file=%file
      --cert=%file
      --key=%file
      --verbose -v
      --quiet -q
      --help -h' ;;
  ' chat')
    commands='' operands='%nothing...'
    options='
      --model=@models -m=@models
      --fallback=@models
      --file=%file -f=%file
      --no-input -n
      --system= -s=
      --template=@templates -t=@templates
      --var=@variables
      --continue -c
      --resume=@conversations
      --json
      --raw
      --render --no-render
      --schema=%file
      --schema-formats
      --repair=
      --max-toxicity=
      --show-safety
      --usage -u
      --extract=? -x=?
      --extract-last
      --extract-all=%directory
      --locale=
      --input-locale=
      --output-locale=
      --tag=
      --num-generations=
      --max-tokens=
      --temperature=
      --top-p=
      --top-k=
      --stop=
      --frequency-penalty=
      --presence-penalty=
      --seed=
      --param=
      --mask-pii --no-mask-pii
      --safety=input|output|both
      --bias=input|output|both
      --logprobs=?
      --turn-id=
      --web-search
      --stream --no-stream
      --completion
      --profile=@profiles -p=@profiles
      --domain=
      --api=models|llmg
      --emulator
      --base-url=
      --header=
      --tenant-id=
      --provider=AzureOpenAI|OpenAI|Cohere|InternalTextGeneration|InternalCodeGeneration|InternalEmbedding|Anthropic|Bedrock|VertexAI
      --feature-id=
      --app-context=
      --request=%file
      --dry-run
      --timeout=
      --max-time=
      --retries=
      --ca-file=%file
      --cert=%file
      --key=%file
      --verbose -v
      --quiet -q
      --help -h' ;;
  ' embed')
    commands='' operands='%nothing...'
    options='
      --model=@embedding-models -m=@embedding-models
      --file=%file -f=%file
      --whole
      --null -0
      --id-field=
      --text-field=
      --batch-size=
      --format=jsonl|json|csv|pgvector-csv|npy
      --keep-text
      --keep-fields=
      --from=%file
      --input-format=lines|jsonl|json|csv|tsv
      --delimiter=
      --output=%file -o=%file
      --force
      --resume
      --errors=%file
      --concurrency=
      --rpm=
      --shard=
      --heartbeat=
      --soql=
      --bulk --no-bulk
      --count
      --api-version=
      --locale=
      --input-locale=
      --output-locale=
      --tag=
      --profile=@profiles -p=@profiles
      --domain=
      --api=models|llmg
      --emulator
      --base-url=
      --header=
      --tenant-id=
      --provider=AzureOpenAI|OpenAI|Cohere|InternalTextGeneration|InternalCodeGeneration|InternalEmbedding|Anthropic|Bedrock|VertexAI
      --feature-id=
      --app-context=
      --request=%file
      --dry-run
      --timeout=
      --max-time=
      --retries=
      --ca-file=%file
      --cert=%file
      --key=%file
      --verbose -v
      --quiet -q
      --help -h' ;;
  ' similar')
    commands='' operands='%nothing...'
    options='
      --in=%file
      --count= -k=
      --min-score=
      --json
      --from=%file
      --input-format=lines|jsonl|json|csv|tsv
      --id-field=
      --text-field=
      --model=@embedding-models -m=@embedding-models
      --locale=
      --input-locale=
      --output-locale=
      --tag=
      --profile=@profiles -p=@profiles
      --domain=
      --api=models|llmg
      --emulator
      --base-url=
      --header=
      --tenant-id=
      --provider=AzureOpenAI|OpenAI|Cohere|InternalTextGeneration|InternalCodeGeneration|InternalEmbedding|Anthropic|Bedrock|VertexAI
      --feature-id=
      --app-context=
      --request=%file
      --dry-run
      --timeout=
      --max-time=
      --retries=
      --ca-file=%file
      --cert=%file
      --key=%file
      --verbose -v
      --quiet -q
      --help -h' ;;
  ' map')
    commands='' operands='%file'
    options='
      --output=%file -o=%file
      --format=svg|html
      --coordinates=csv
      --force
      --label=
      --color=
      --text-field=
      --rows=%file
      --input-format=lines|jsonl|json|csv|tsv
      --sample=
      --quiet -q
      --help -h' ;;
  ' feedback')
    commands='' operands='good|bad|none %nothing'
    options='
      --last
      --text= -t=
      --id=
      --source=human|app
      --app-feedback=%file
      --app-generation=%file
      --app-generation-id=
      --turn-id=
      --json
      --from=%file
      --input-format=lines|jsonl|json|csv|tsv
      --delimiter=
      --output=%file -o=%file
      --force
      --resume
      --errors=%file
      --concurrency=
      --rpm=
      --shard=
      --heartbeat=
      --profile=@profiles -p=@profiles
      --domain=
      --api=models|llmg
      --emulator
      --base-url=
      --header=
      --tenant-id=
      --provider=AzureOpenAI|OpenAI|Cohere|InternalTextGeneration|InternalCodeGeneration|InternalEmbedding|Anthropic|Bedrock|VertexAI
      --feature-id=
      --app-context=
      --request=%file
      --dry-run
      --timeout=
      --max-time=
      --retries=
      --ca-file=%file
      --cert=%file
      --key=%file
      --verbose -v
      --quiet -q
      --help -h' ;;
  ' rows')
    commands='merge' operands=''
    options='
      --help -h' ;;
  ' rows merge')
    commands='' operands='%file...'
    options='
      --output=%file -o=%file
      --force
      --quiet -q
      --help -h' ;;
  ' batch')
    commands='submit status wait' operands=''
    options='
      --help -h' ;;
  ' batch submit')
    commands='' operands=''
    options='
      --type=
      --uri=
      --format=
      --option=
      --mask-pii --no-mask-pii
      --model=@embedding-models -m=@embedding-models
      --locale=
      --json
      --profile=@profiles -p=@profiles
      --domain=
      --api=models|llmg
      --emulator
      --base-url=
      --header=
      --tenant-id=
      --provider=AzureOpenAI|OpenAI|Cohere|InternalTextGeneration|InternalCodeGeneration|InternalEmbedding|Anthropic|Bedrock|VertexAI
      --feature-id=
      --app-context=
      --request=%file
      --dry-run
      --timeout=
      --max-time=
      --retries=
      --ca-file=%file
      --cert=%file
      --key=%file
      --verbose -v
      --quiet -q
      --help -h' ;;
  ' batch status')
    commands='' operands='%nothing...'
    options='
      --json
      --profile=@profiles -p=@profiles
      --domain=
      --api=models|llmg
      --emulator
      --base-url=
      --header=
      --tenant-id=
      --provider=AzureOpenAI|OpenAI|Cohere|InternalTextGeneration|InternalCodeGeneration|InternalEmbedding|Anthropic|Bedrock|VertexAI
      --feature-id=
      --app-context=
      --request=%file
      --dry-run
      --timeout=
      --max-time=
      --retries=
      --ca-file=%file
      --cert=%file
      --key=%file
      --verbose -v
      --quiet -q
      --help -h' ;;
  ' batch wait')
    commands='' operands='%nothing...'
    options='
      --interval=
      --max-wait=
      --json
      --profile=@profiles -p=@profiles
      --domain=
      --api=models|llmg
      --emulator
      --base-url=
      --header=
      --tenant-id=
      --provider=AzureOpenAI|OpenAI|Cohere|InternalTextGeneration|InternalCodeGeneration|InternalEmbedding|Anthropic|Bedrock|VertexAI
      --feature-id=
      --app-context=
      --request=%file
      --dry-run
      --timeout=
      --max-time=
      --retries=
      --ca-file=%file
      --cert=%file
      --key=%file
      --verbose -v
      --quiet -q
      --help -h' ;;
  ' plugin')
    commands='' operands='%nothing'
    options='
      --data=%file -d=%file
      --stream
      --profile=@profiles -p=@profiles
      --domain=
      --api=models|llmg
      --emulator
      --base-url=
      --header=
      --tenant-id=
      --provider=AzureOpenAI|OpenAI|Cohere|InternalTextGeneration|InternalCodeGeneration|InternalEmbedding|Anthropic|Bedrock|VertexAI
      --feature-id=
      --app-context=
      --request=%file
      --dry-run
      --timeout=
      --max-time=
      --retries=
      --ca-file=%file
      --cert=%file
      --key=%file
      --verbose -v
      --quiet -q
      --help -h' ;;
  ' template')
    commands='list show path edit' operands=''
    options='
      --help -h' ;;
  ' template list')
    commands='' operands=''
    options='
      --json
      --help -h' ;;
  ' template show')
    commands='' operands='@templates'
    options='
      --help -h' ;;
  ' template path')
    commands='' operands='@templates'
    options='
      --help -h' ;;
  ' template edit')
    commands='' operands='@templates'
    options='
      --help -h' ;;
  ' log')
    commands='list usage prune path' operands='%nothing'
    options='
      --help -h
      --search=
      --since=
      --model=@models -m=@models
      --profile=@profiles -p=@profiles
      --count= -n=
      --json' ;;
  ' log list')
    commands='' operands='%nothing'
    options='
      --search=
      --since=
      --model=@models -m=@models
      --profile=@profiles -p=@profiles
      --count= -n=
      --json
      --help -h' ;;
  ' log usage')
    commands='' operands=''
    options='
      --by=model|day|profile|command|key
      --search=
      --since=
      --model=@models -m=@models
      --profile=@profiles -p=@profiles
      --json
      --help -h' ;;
  ' log prune')
    commands='' operands=''
    options='
      --older-than=
      --help -h' ;;
  ' log path')
    commands='' operands=''
    options='
      --help -h' ;;
  ' schema')
    commands='' operands='%nothing'
    options='
      --help -h' ;;
  ' models')
    commands='' operands='list'
    options='
      --remote
      --kind=chat|embedding|other
      --status=enabled|disabled|rerouted|deprecated
      --json
      --profile=@profiles -p=@profiles
      --domain=
      --api=models|llmg
      --emulator
      --base-url=
      --header=
      --tenant-id=
      --provider=AzureOpenAI|OpenAI|Cohere|InternalTextGeneration|InternalCodeGeneration|InternalEmbedding|Anthropic|Bedrock|VertexAI
      --feature-id=
      --app-context=
      --request=%file
      --dry-run
      --timeout=
      --max-time=
      --retries=
      --ca-file=%file
      --cert=%file
      --key=%file
      --verbose -v
      --quiet -q
      --help -h' ;;
  ' auth')
    commands='app login status token logout' operands=''
    options='
      --help -h' ;;
  ' auth app')
    commands='' operands='%directory'
    options='
      --flow=web|jwt-bearer|client-credentials
      --name=
      --label=
      --contact-email=
      --run-as=
      --callback-port=
      --api-version=
      --profile=@profiles -p=@profiles
      --help -h' ;;
  ' auth login')
    commands='' operands=''
    options='
      --flow=web|jwt-bearer|client-credentials|access-token|api-key
      --client-id=
      --client-secret-stdin
      --client-secret-command=
      --private-key=%file
      --username=
      --passphrase-command=
      --callback-port=
      --no-browser
      --access-token-stdin
      --api-key-stdin
      --api-key-command=
      --profile=@profiles -p=@profiles
      --domain=
      --timeout=
      --max-time=
      --retries=
      --ca-file=%file
      --cert=%file
      --key=%file
      --verbose -v
      --quiet -q
      --help -h' ;;
  ' auth status')
    commands='' operands=''
    options='
      --check
      --json
      --profile=@profiles -p=@profiles
      --domain=
      --timeout=
      --max-time=
      --retries=
      --ca-file=%file
      --cert=%file
      --key=%file
      --verbose -v
      --quiet -q
      --help -h' ;;
  ' auth token')
    commands='' operands=''
    options='
      --min-lifetime=
      --profile=@profiles -p=@profiles
      --domain=
      --timeout=
      --max-time=
      --retries=
      --ca-file=%file
      --cert=%file
      --key=%file
      --verbose -v
      --quiet -q
      --help -h' ;;
  ' auth logout')
    commands='' operands=''
    options='
      --profile=@profiles -p=@profiles
      --domain=
      --timeout=
      --max-time=
      --retries=
      --ca-file=%file
      --cert=%file
      --key=%file
      --verbose -v
      --quiet -q
      --help -h' ;;
  ' config')
    commands='path list get set unset' operands=''
    options='
      --help -h' ;;
  ' config path')
    commands='' operands=''
    options='
      --help -h' ;;
  ' config list')
    commands='' operands=''
    options='
      --json
      --profile=@profiles -p=@profiles
      --help -h' ;;
  ' config get')
    commands='' operands='@settings'
    options='
      --profile=@profiles -p=@profiles
      --help -h' ;;
  ' config set')
    commands='' operands='@settings %nothing'
    options='
      --profile=@profiles -p=@profiles
      --help -h' ;;
  ' config unset')
    commands='' operands='@settings'
    options='
      --profile=@profiles -p=@profiles
      --help -h' ;;
  ' keys')
    commands='add list show set rotate revoke' operands=''
    options='
      --help -h' ;;
  ' keys add')
    commands='' operands='%nothing'
    options='
      --models=
      --rpm=
      --tokens-per-minute=
      --tokens-per-day=
      --max-parallel=
      --expires=
      --admin --no-admin
      --keys=%file
      --help -h' ;;
  ' keys list')
    commands='' operands=''
    options='
      --json
      --keys=%file
      --help -h' ;;
  ' keys show')
    commands='' operands='@keys'
    options='
      --json
      --keys=%file
      --help -h' ;;
  ' keys set')
    commands='' operands='@keys'
    options='
      --models=
      --rpm=
      --tokens-per-minute=
      --tokens-per-day=
      --max-parallel=
      --expires=
      --admin --no-admin
      --keys=%file
      --help -h' ;;
  ' keys rotate')
    commands='' operands='@keys'
    options='
      --grace=
      --keys=%file
      --help -h' ;;
  ' keys revoke')
    commands='' operands='@keys'
    options='
      --keys=%file
      --help -h' ;;
  ' doctor')
    commands='' operands=''
    options='
      --offline
      --json
      --report
      --model=@models -m=@models
      --profile=@profiles -p=@profiles
      --domain=
      --api=models|llmg
      --emulator
      --base-url=
      --header=
      --tenant-id=
      --provider=AzureOpenAI|OpenAI|Cohere|InternalTextGeneration|InternalCodeGeneration|InternalEmbedding|Anthropic|Bedrock|VertexAI
      --feature-id=
      --app-context=
      --request=%file
      --dry-run
      --timeout=
      --max-time=
      --retries=
      --ca-file=%file
      --cert=%file
      --key=%file
      --verbose -v
      --quiet -q
      --help -h' ;;
  ' serve')
    commands='' operands=''
    options='
      --host=
      --port=
      --api-key-file=%file
      --keys=?%file
      --allow-origin=
      --allow-host=
      --max-body-memory=
      --no-page
      --lane=native|translated|auto
      --log-format=text|json
      --print-config=claude-code|codex|openai|llm
      --model=@models -m=@models
      --fallback=@models
      --embedding-model=@embedding-models
      --profile=@profiles -p=@profiles
      --domain=
      --api=models|llmg
      --emulator
      --base-url=
      --header=
      --tenant-id=
      --provider=AzureOpenAI|OpenAI|Cohere|InternalTextGeneration|InternalCodeGeneration|InternalEmbedding|Anthropic|Bedrock|VertexAI
      --feature-id=
      --app-context=
      --request=%file
      --dry-run
      --timeout=
      --max-time=
      --retries=
      --ca-file=%file
      --cert=%file
      --key=%file
      --verbose -v
      --quiet -q
      --help -h' ;;
  ' run')
    commands='' operands='%command...'
    options='
      --print
      --log=%file
      --log-format=text|json
      --lane=native|translated|auto
      --model=@models -m=@models
      --fallback=@models
      --embedding-model=@embedding-models
      --profile=@profiles -p=@profiles
      --domain=
      --api=models|llmg
      --emulator
      --base-url=
      --header=
      --tenant-id=
      --provider=AzureOpenAI|OpenAI|Cohere|InternalTextGeneration|InternalCodeGeneration|InternalEmbedding|Anthropic|Bedrock|VertexAI
      --feature-id=
      --app-context=
      --request=%file
      --dry-run
      --timeout=
      --max-time=
      --retries=
      --ca-file=%file
      --cert=%file
      --key=%file
      --verbose -v
      --quiet -q
      --help -h' ;;
  ' emulator')
    commands='' operands=''
    options='
      --host=
      --port=
      --latency=
      --rate-limit=
      --fail=
      --token-lifetime=
      --seed=
      --script=%file
      --certificate=%file
      --callback=
      --rotate-refresh-tokens
      --records=
      --print-env
      --quiet -q
      --help -h' ;;
  ' completions' | ' completion')
    commands='' operands='bash|zsh|fish'
    options='
      --help -h' ;;
  ' help')
    commands='' operands='@commands...'
    options='
      --json
      --mdoc
      --help -h' ;;
    *) return 1 ;;
  esac
}

# Sets kind to what an option wants: nothing for a flag, else = and what to offer, =? if a value can be left out.
_sfmodels_kind() {
  local token
  for token in $options; do
    [[ ${token%%=*} == "$1" ]] && kind=${token#"$1"} && return
  done
  kind=
}

# Sets kind to what must follow an option, or a cluster of short ones, as the next word.
_sfmodels_wanted() {
  _sfmodels_wanted_or_joined "$1"
  [[ $kind == '=?'* ]] && kind=
}

_sfmodels_wanted_or_joined() {
  local index
  kind=
  [[ $1 == --*=* ]] && return
  [[ $1 == --* ]] && _sfmodels_kind "$1" && return
  for ((index = 1; index < ${#1}; index++)); do
    _sfmodels_kind "-${1:index:1}"
    [[ $kind ]] || continue
    ((index == ${#1} - 1)) || kind=
    return
  done
}

# Adds what is offered for a kind of value to candidates, or leaves it to the shell.
_sfmodels_offer() {
  local line
  case $1 in
    %file) compopt -o default ;;
    %directory) compopt -o dirnames ;;
    %command) mapfile -t candidates < <(compgen -c -- "$cur") ;;
    %nothing) ;;
    @*)
      while IFS= read -r line; do
        candidates+=("${line%%$'\t'*}")
      done < <(sfmodels __complete "${1#@}" 2>/dev/null)
      ;;
    *) IFS='|' read -ra candidates <<<"$1" ;;
  esac
}

_sfmodels() {
  local commands options operands kind='' wanted='' path='' ended='' place=0 IFS=$' \t\n'
  local cur word prefix='' head='' index breaks=${COMP_WORDBREAKS//[^=:]/}
  local -a words=() candidates=() kinds=()

  # The shell cuts words at = and :, which is undone here.
  for ((index = 0; index <= COMP_CWORD; index++)); do
    word=${COMP_WORDS[index]}
    if ((index > 1)) && [[ $word && ($word == [=:]* || ${words[-1]} == *[=:]) ]]; then
      words[-1]+=$word
    else
      words+=("$word")
    fi
  done
  cur=${words[-1]}
  [[ $breaks && $cur == *[$breaks]* ]] && head=${cur%"${cur##*[$breaks]}"}

  _sfmodels_table ''
  for word in "${words[@]:1:${#words[@]}-2}"; do
    if [[ $wanted ]]; then
      wanted=
    elif [[ ! $ended && $word == -- ]]; then
      ended=1
    elif [[ ! $ended && $word == -?* ]]; then
      _sfmodels_wanted "$word"
      wanted=$kind
    elif _sfmodels_table "$path $word"; then
      path+=" $word"
    elif [[ ! $commands ]]; then
      place=$((place + 1))
      [[ $operands == %command* ]] && ended=1
    fi
  done

  if [[ $wanted ]]; then
    _sfmodels_offer "${wanted#=}"
  elif [[ ! $ended && $cur == --*=* ]]; then
    prefix=${cur%%=*}=
    _sfmodels_kind "${prefix%=}"
    kind=${kind#=}
    _sfmodels_offer "${kind#\?}"
  elif [[ ! $ended && $cur == -* ]]; then
    for word in $options; do candidates+=("${word%%=*}"); done
  elif [[ $operands == %command* && $place -gt 0 ]]; then
    compopt -o default
  else
    read -ra kinds <<<"$operands"
    [[ $operands == *... ]] && ((place >= ${#kinds[@]})) && place=$((${#kinds[@]} - 1))
    ((${#kinds[@]} > place)) && _sfmodels_offer "${kinds[place]%...}"
    for word in $commands; do candidates+=("$word"); done
  fi

  COMPREPLY=()
  for word in "${candidates[@]}"; do
    [[ $prefix$word == "$cur"* ]] && word=$prefix$word && COMPREPLY+=("${word#"$head"}")
  done
}

complete -F _sfmodels sfmodels
