import { get, send } from './api.js';
import { Clock } from './clock.js';
import { Connection } from './connection.js';
import { byId, say } from './dom.js';
import { ExperimentForm, ExperimentView } from './experiment.js';
import { BlockList, Holes } from './holes.js';
import { Gestures } from './gestures.js';
import { Heard } from './heard.js';
import { Inspector } from './inspector.js';
import { JobForm } from './job-form.js';
import { JobList } from './job-list.js';
import { Model } from './model.js';
import { Narrator } from './narrator.js';
import { Percentiles } from './percentiles.js';
import { ScenarioView } from './scenario.js';
import { ShowMe } from './show-me.js';
import { Stream } from './stream.js';
import { Timeline } from './timeline.js';

const PATIENCE = 2000;

const clock = new Clock();
const model = new Model();
const timeline = new Timeline(model, clock);
new Gestures(timeline);
const narrator = new Narrator(model, clock);
const experiment = new ExperimentView();
new Holes(model, timeline);
new BlockList(model);
new Heard(model);
new JobList(model, cancel);
new Inspector(model, timeline, cancel);

const stream = new Stream('/timeline', ['tick', 'queued', 'started', 'finished', 'released', 'blocked']);
new Connection(stream, clock);
stream.addEventListener('event', ({ detail: { name, data } }) => {
  if (data.at) clock.observe(Date.parse(data.at));
  model.take(name, data);
});
stream.addEventListener('lost', async ({ detail }) => {
  model.lose(detail);
  // If this cannot be had either, the stream will not last, and be taken up again.
  const { jobs } = await get('/jobs?limit=500').catch(() => ({ jobs: [] }));
  model.catchUp(jobs);
});
stream.addEventListener('restart', () => {
  model.clear();
  experiment.forget();
});
stream.addEventListener('state', ({ detail: state }) => {
  timeline.blindSince = state === 'lost' ? clock.now() : null;
});
model.addEventListener('broken', () => stream.beginAgain());

// A browser may keep a page that was left, and show it again as it was: without its streams.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});

stream.open();
await untilItIsThere(describe);

// The chart's library is large, and the timeline comes first.
const { LatenessChart } = await import('./lateness.js');
const loops = new Stream('/loops', ['lateness']);
new LatenessChart(loops);
new Percentiles(loops);
loops.open();

await experiment.resume();

/** What the forms offer comes from the service. */
async function describe() {
  const [{ kinds, leftOut }, { strategies }, { scenarios }, version] = await Promise.all(
    ['/kinds', '/strategies', '/scenarios', '/version'].map(get),
  );
  const enabled = strategies.filter((strategy) => strategy.enabled).map(({ name }) => name);
  timeline.strategies = strategies.map(({ name }) => name);
  new JobForm(kinds, leftOut, strategies);
  new ScenarioView(scenarios);
  new ShowMe(model, timeline, narrator, enabled);
  new ExperimentForm(kinds, strategies, experiment);
  say(byId('version'), `Interleave ${version.version} · Vert.x ${version.vertx} · Java ${version.java}`);
}

async function untilItIsThere(ask) {
  for (;;) {
    try {
      return await ask();
    } catch {
      await new Promise((again) => setTimeout(again, PATIENCE));
    }
  }
}

async function cancel(job) {
  // One that has ended meanwhile needs no cancelling.
  await send('DELETE', `/jobs/${job.id}`).catch(() => undefined);
}
