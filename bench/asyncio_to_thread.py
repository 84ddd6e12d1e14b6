"""asyncio.to_thread of a no-op, measured as every other call: many in flight, then one after the other.

asyncio_to_thread.py THREADS IN_FLIGHT SECONDS SERIAL_CALLS; with 0 threads, asyncio's default executor.
"""
import asyncio
import json
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor


def no_op():
    return None


async def calls_per_second(in_flight, seconds):
    done = 0
    start = time.perf_counter()
    end = start + seconds

    async def one_after_the_other():
        nonlocal done
        while time.perf_counter() < end:
            await asyncio.to_thread(no_op)
            done += 1

    await asyncio.gather(*(one_after_the_other() for _ in range(in_flight)))
    return done / (time.perf_counter() - start)


async def serial_p50_micros(calls):
    nanos = []
    for _ in range(calls):
        start = time.perf_counter_ns()
        await asyncio.to_thread(no_op)
        nanos.append(time.perf_counter_ns() - start)
    return statistics.median(nanos) / 1000


async def main(threads, in_flight, seconds, serial_calls):
    if threads:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(threads))
    print(json.dumps({
        "callsPerSecond": await calls_per_second(in_flight, seconds),
        "serialP50Micros": await serial_p50_micros(serial_calls),
    }))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])))
