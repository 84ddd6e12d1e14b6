// Uses the service by the types that are generated from its contract. The compiler is the test; it
// can also be run against a service: node client.mjs http://localhost:8080
import type { components, operations } from "./openapi.js";

declare const process: { argv: string[] };

type Job = components["schemas"]["Job"];
type Json<Operation extends keyof operations> = operations[Operation]["responses"] extends {
  200: { content: { "application/json": infer Body } };
}
  ? Body
  : never;
type Query<Operation extends keyof operations> = operations[Operation]["parameters"]["query"];

const here = process.argv[2];

async function ask<Operation extends keyof operations>(
  method: "GET" | "POST",
  path: string,
  query?: Query<Operation>,
): Promise<Json<Operation>> {
  const given = Object.entries(query ?? {}).map(([name, value]) => [name, String(value)]);
  const response = await fetch(`${here}${path}?${new URLSearchParams(given)}`, { method });
  if (!response.ok) {
    const problem = (await response.json()) as components["schemas"]["Problem"];
    throw new Error(problem.detail);
  }
  return (await response.json()) as Json<Operation>;
}

const job: Job = await ask<"startJob">("POST", "/jobs/sleep", {
  strategy: "virtual-thread",
  wait: "5s",
});
const state: components["schemas"]["State"] = job.state;
if (state !== "succeeded") {
  throw new Error(`job ${job.number} is ${state}`);
}
const newest: Job | undefined = (await ask<"listJobs">("GET", "/jobs", { limit: 1 })).jobs[0];
if (newest?.id !== job.id) {
  throw new Error("the newest job is another one");
}
const loops = await ask<"loops">("GET", "/loops", { format: "json" });
const late: number = loops.loops[0].corrected.max;
console.log(`${job.kind} took ${job.runMs} ms; the loop was up to ${late} ms late`);
