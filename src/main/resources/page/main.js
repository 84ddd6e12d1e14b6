import { get, send, showToken } from './api.js';
import { BlockList } from './block-list.js';
import { Clock } from './clock.js';
import { Connection } from './connection.js';
import { withToken } from './curl.js';
import { Demonstration } from './demonstration.js';
import { byId, say } from './dom.js';
import { ExperimentForm } from './experiment-form.js';
import { ExperimentView } from './experiment-view.js';
import { Gestures } from './gestures.js';
import { Holes } from './holes.js';
import { Inspector } from './inspector.js';
import { JobForm } from './job-form.js';
import { JobList } from './job-list.js';
import { Legend } from './legend.js';
import { Model } from './model.js';
import { Narrator } from './narrator.js';
import { Percentiles } from './percentiles.js';
import { Picture } from './picture.js';
import { Received } from './received.js';
import { ScenarioView } from './scenario.js';
import { Stream } from './stream.js';
import { Timeline } from './timeline.js';
import { Token } from './token.js';
import { TokenDialog } from './token-dialog.js';

const RETRY_AFTER = 2000;

const picture = new Picture();
picture.replay(location.hash);

const clock = new Clock();
const model = new Model();
const timeline = new Timeline(model, clock);
new Gestures(timeline);
const narrator = new Narrator(model, clock);
const experiment = new ExperimentView();
new Holes(timeline);
new Legend(timeline);
new BlockList(model);
new Received(model);
new JobList(model, cancel);
new Inspector(model, timeline, cancel);

const dialog = new TokenDialog();
showToken(new Token(sessionStorage, (wrong) => dialog.ask(wrong)));

const stream = new Stream('/timeline', ['tick', 'queued', 'started', 'finished', 'released', 'blocked', 'user-arrived', 'user-served', 'user-left']);
new Connection(stream, clock);
stream.on('event', ({ name, data }) => {
  if (data.at) clock.observe(Date.parse(data.at));
  model.take(name, data);
});
stream.on('lost', async (events) => {
  model.lose(events);
  // If this request fails, the stream will fail too, and be resumed.
  const { jobs } = await get('/jobs?limit=500').catch(() => ({ jobs: [] }));
  model.catchUp(jobs);
});
stream.on('restart', () => {
  model.clear();
  experiment.forget();
});
stream.on('state', (state) => {
  timeline.blindSince = state === 'lost' ? clock.now() : null;
});
model.on('broken', () => stream.beginAgain());

// A browser may keep a page that was left, and show it again as it was. Its streams are closed.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});

stream.open();
await untilItSucceeds(describe);

// The chart's library is large. The timeline should not wait for it.
const { LatenessChart } = await import('./lateness.js');
const loops = new Stream('/loops', ['lateness']);
new LatenessChart(loops);
new Percentiles(loops);
loops.open();

await experiment.resume();

/** Builds the forms from what the service offers. */
async function describe() {
  const [{ kinds, leftOut }, { strategies }, { scenarios }, version] = await Promise.all(
    ['/kinds', '/strategies', '/scenarios', '/version'].map(get),
  );
  withToken(version.needsToken);
  const enabled = strategies.filter((strategy) => strategy.enabled).map(({ name }) => name);
  timeline.strategies = strategies.map(({ name }) => name);
  new JobForm(kinds, leftOut, strategies);
  new ScenarioView(scenarios);
  new Demonstration(model, timeline, narrator, picture, enabled);
  new ExperimentForm(kinds, strategies, experiment);
  say(byId('version'), `Interleave ${version.version} · Vert.x ${version.vertx} · Java ${version.java}`);
}

async function untilItSucceeds(action) {
  for (;;) {
    try {
      return await action();
    } catch {
      await new Promise((again) => setTimeout(again, RETRY_AFTER));
    }
  }
}

async function cancel(job) {
  // A job that has ended meanwhile cannot be cancelled, and need not be.
  await send('DELETE', `/jobs/${job.id}`).catch(() => undefined);
}
