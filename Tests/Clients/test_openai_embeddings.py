"""OpenAI's SDK: embeddings."""

import base64
import struct

import openai
import pytest
from openai.types import CreateEmbeddingResponse

from prompts import UNICODE
from shapes import COUNT, read

MODEL = "text-embedding-3-small"


@pytest.fixture(scope="module")
def client(server):
    with openai.OpenAI(base_url=server.openai, api_key="x", max_retries=0) as client:
        yield client


@pytest.mark.parametrize("form", ["float", "base64", None])
def test_an_embedding_has_every_field_of_the_documents_and_no_other(server, form):
    body = {"model": MODEL, "input": ["one", "two"]} | ({"encoding_format": form} if form else {})
    answer = server.http.post("/v1/embeddings", json=body).json()
    assert answer["usage"] == {"prompt_tokens": COUNT, "total_tokens": answer["usage"]["prompt_tokens"]}
    assert (answer["object"], answer["model"]) == ("list", MODEL)
    assert [(set(one), one["object"], one["index"]) for one in answer["data"]] == [
        ({"object", "index", "embedding"}, "embedding", 0), ({"object", "index", "embedding"}, "embedding", 1)]
    if form != "base64":
        read(CreateEmbeddingResponse, answer)
    else:
        assert all(len(base64.b64decode(one["embedding"], validate=True)) == 4 * 1536 for one in answer["data"])


def test_both_forms_hold_the_same_vector(client):
    floats = client.embeddings.create(model=MODEL, input="one", encoding_format="float").data[0].embedding
    # Unless told otherwise, the SDK asks for base64 and decodes it.
    decoded = client.embeddings.create(model=MODEL, input="one").data[0].embedding
    assert len(floats) == 1536
    assert list(decoded) == [struct.unpack("f", struct.pack("f", number))[0] for number in floats]


def test_any_number_of_inputs_keep_their_order(client):
    texts = [f"text number {number}" for number in range(100)] + [UNICODE]
    answer = client.embeddings.create(model=MODEL, input=texts)
    assert [one.index for one in answer.data] == list(range(101))
    for number in (0, 15, 16, 57, 100):
        alone = client.embeddings.create(model=MODEL, input=texts[number])
        assert alone.data[0].embedding == answer.data[number].embedding


@pytest.mark.parametrize("tokens", [[1, 2, 3], [[1, 2], [3]]], ids=["one text", "several texts"])
def test_tokens_are_refused_with_the_setting_that_stops_them(client, tokens):
    with pytest.raises(openai.BadRequestError, match="check_embedding_ctx_length=False"):
        client.embeddings.create(model=MODEL, input=tokens)


def test_nothing_is_no_input(client):
    with pytest.raises(openai.BadRequestError):
        client.embeddings.create(model=MODEL, input=[])
