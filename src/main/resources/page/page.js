import { get, send, showToken } from './api.js';
import { BlockList } from './block-list.js';
import { withToken } from './curl.js';
import { byId, say } from './dom.js';
import { Gestures } from './gestures.js';
import { Holes } from './holes.js';
import { Inspector } from './inspector.js';
import { Legend } from './legend.js';
import { Narrator } from './narrator.js';
import { QuickCalls } from './quick-calls.js';
import { Readiness } from './readiness.js';
import { Received } from './received.js';
import { Sections } from './sections.js';
import { Stage } from './stage.js';
import { Stream } from './stream.js';
import { styleSheet } from './style-sheet.js';
import { Token } from './token.js';
import { TokenDialog } from './token-dialog.js';

const RETRY_AFTER = 2000;

/**
 * Builds all that stands around the timeline, and the sections when they are first shown.
 *
 * @param {object} live what listens and draws already
 * @param {import('./clock.js').Clock} live.clock
 * @param {import('./model.js').Model} live.model
 * @param {import('./stream.js').Stream} live.stream
 * @param {import('./connection.js').Connection} live.connection
 * @param {import('./timeline.js').Timeline} live.timeline
 */
export async function furnish({ clock, model, stream, connection, timeline }) {
  const offer = untilItSucceeds(describe);
  new Gestures(timeline);
  new Stage(timeline);
  const narrator = new Narrator(model, clock);
  new Holes(timeline);
  new Legend(model, timeline);
  new BlockList(model);
  new Received(model);
  new Inspector(model, timeline, cancel);
  const dialog = new TokenDialog();
  showToken(new Token(sessionStorage, (wrong) => dialog.ask(wrong)));
  connection.heed(new Readiness());
  stream.on('lost', async (events) => {
    model.lose(events);
    // If this request fails, the stream will fail too, and be resumed.
    const { jobs } = await get('/jobs?limit=500').catch(() => ({ jobs: [] }));
    model.catchUp(jobs);
  });

  new Sections({
    demonstration: async () => {
      const [{ Demonstration }, { Picture }] = await Promise.all([import('./demonstration.js'), import('./picture.js'), styleSheet('/page/demonstration.css')]);
      const picture = new Picture();
      picture.replay(location.hash);
      new Demonstration(model, timeline, narrator, picture, (await offer).enabled);
    },
    run: async () => {
      const [{ JobForm }, { JobList }] = await Promise.all([import('./job-form.js'), import('./job-list.js')]);
      new JobList(model, cancel);
      const { kinds, leftOut, strategies } = await offer;
      new JobForm(kinds, leftOut, strategies);
    },
    lateness: async () => {
      const [{ LatenessChart }, { LatenessNow }, { Percentiles }, { blockedAfterMs }] = await Promise.all([
        import('./lateness.js'),
        import('./lateness-now.js'),
        import('./percentiles.js'),
        untilItSucceeds(() => get('/loops')),
        styleSheet('/lib/uPlot.min.css'),
        styleSheet('/page/lateness.css'),
      ]);
      const loops = new Stream('/loops', ['lateness']);
      new LatenessChart(loops, blockedAfterMs);
      new LatenessNow(loops);
      new Percentiles(loops);
      loops.open();
    },
    scenarios: async () => {
      const [{ ScenarioView }] = await Promise.all([import('./scenario.js'), styleSheet('/page/scenarios.css')]);
      new ScenarioView((await offer).scenarios);
    },
    experiments: async () => {
      const [{ ExperimentForm }, { ExperimentView }] = await Promise.all(
        [import('./experiment-form.js'), import('./experiment-view.js'), styleSheet('/page/results.css')],
      );
      const view = new ExperimentView();
      stream.on('restart', () => view.forget());
      const { kinds, strategies } = await offer;
      new ExperimentForm(kinds, strategies, view);
      view.resume();
    },
  });

  const { strategies, version } = await offer;
  timeline.strategies = strategies.map(({ name }) => name);
  new QuickCalls();
  say(byId('version'), `Interleave ${version.version} · Vert.x ${version.vertx} · Java ${version.java}`);
}

/** What the service offers. */
async function describe() {
  const [{ kinds, leftOut }, { strategies }, { scenarios }, version] = await Promise.all(
    ['/kinds', '/strategies', '/scenarios', '/version'].map(get),
  );
  withToken(version.needsToken);
  const enabled = strategies.filter((strategy) => strategy.enabled).map(({ name }) => name);
  return { kinds, leftOut, strategies, enabled, scenarios, version };
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
