"""`pydantic-ai`, over the chat API, by its names for models alone."""

from pydantic_ai import Agent

from task import PROMPT, TOOLS

print(Agent("openai-chat:gpt-5", tools=TOOLS).run_sync(PROMPT).output)
