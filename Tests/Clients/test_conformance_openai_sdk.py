"""The tests of OpenAI's SDK, against the server in place of the mock that they are written for."""

from sdk_suite import failures, unexpected

FILES = ["test_completions.py", "test_embeddings.py", "test_models.py", "test_responses.py", "chat", "responses"]
UNKNOWN_RESPONSE = "Error code: 404 .*Response with id '[a-z0-9_]+' not found"
NO_SUCH_PLACE = "Error code: 40[45]"

# The mock accepts anything and answers with an example; a server need not, and these say what it answers.
EXPECTED = {
    r"test_responses\.py::TestResponses\.test_\w*(retrieve|delete)\w*": (
        UNKNOWN_RESPONSE, "they ask for a response that nobody made"),
    r"responses/test_input_items\.py::.*": (UNKNOWN_RESPONSE, "they ask for a response that nobody made"),
    r"test_responses\.py::TestResponses\.test_\w*cancel": (
        "Error code: 404", "they cancel a response that nobody made, and no response is made in the background"),
    r"test_responses\.py::TestResponses\.test_\w*compact\w*": (
        "Error code: 404 .*ompact", "models behind this server have no compaction"),
    r"test_responses\.py::TestResponses\.test_method_create_with_all_params_overload_[12]": (
        "Error code: 40[04] .*(background|conversation|previous_response_id)",
        "they ask for everything at once, work in the background and what only a store of conversations has"),
    r"test_responses\.py::TestResponses\.test_(method|raw_response|streaming_response)_create_overload_[12]": (
        "Error code: 400 .*'input'", "they ask nothing"),
    r"responses/test_input_tokens\.py::.*test_method_count_with_all_params": (
        "Error code: 40[04] .*(conversation|previous_response_id)", "they count what only a store of conversations has"),
    r"chat/completions/test_messages\.py::.*": (NO_SUCH_PLACE, "chats are not kept"),
    r"chat/test_completions\.py::TestCompletions\.test_\w+_(retrieve|update|list|delete)\w*": (
        NO_SUCH_PLACE, "chats are not kept"),
    r"chat/test_completions\.py::TestCompletions\.test_method_create_with_all_params_overload_[12]": (
        "Error code: 400 .*'functions' has been replaced", "they say tools in the old words and the new at once"),
    r"test_completions\.py::TestCompletions\.test_method_create_with_all_params_overload_[12]": (
        "Error code: 400 .*'suffix'", "models behind this server continue a text and fill no gaps"),
    r"test_embeddings\.py::TestEmbeddings\.test_method_create_with_all_params": (
        "Error code: 400 .*'dimensions'", "they ask for vectors of one dimension of a model that cannot cut them"),
    r"test_embeddings\.py::TestEmbeddings\.test_(method|raw_response|streaming_response)_create": (
        "invalid for expected schema|validation error for CreateEmbeddingResponse",
        "the strict client asks for base64 and then wants a list of numbers"),
    r"test_models\.py::TestModels\.test_\w+_delete": (NO_SUCH_PLACE, "nobody has tuned a model here"),
}


def test_nothing_fails_that_needs_not(server, tmp_path):
    found = failures("openai", FILES, server.openai, tmp_path, ["pytest_asyncio.plugin"])
    rest = unexpected(found, EXPECTED)
    assert not rest, "\n".join(rest)
