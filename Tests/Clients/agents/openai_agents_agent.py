"""`openai-agents`, streamed, over the Responses API."""

import asyncio

from agents import Agent, Runner, function_tool

from task import PROMPT, TOOLS


async def main():
    agent = Agent(name="worker", tools=[function_tool(tool) for tool in TOOLS])
    result = Runner.run_streamed(agent, PROMPT)
    async for _ in result.stream_events():
        pass
    print(result.final_output)


asyncio.run(main())
