import { BlockedStacks } from './blocked-stacks.js';
import { Findings } from './findings.js';
import { LoopLanes } from './loop-lanes.js';
import { Pools } from './pools.js';
import { byId, say } from '../page/dom.js';
import { Emitter } from '../page/emitter.js';
import { LatenessChart } from '../page/lateness.js';
import { LOOP } from '../page/model.js';

/** The chart knows one loop, by this name: the one that is chosen is given to it. */
const chosen = new Emitter();
const lanes = new LoopLanes();
const views = [new Findings(), lanes, new BlockedStacks(), new Pools()];
let chart = null;

lanes.on('choose', ({ name }) => {
  say(byId('chosen'), name);
  chosen.emit('restart');
});

const source = new EventSource('/events');
source.onopen = () => connected('live', 'live');
source.onerror = () => connected('lost', 'not connected');
source.onmessage = ({ data }) => take(JSON.parse(data));

function take(second) {
  chart ??= second.vertx.length > 0 && new LatenessChart(chosen, second.vertx[0].blockedAfterMs);
  for (const view of views) view.take(second);
  const own = second.vertx.find(({ number }) => number === lanes.chosen?.vertx);
  const loop = own?.loops.find(({ name }) => name === lanes.chosen.name);
  if (loop) chosen.emit('event', { data: { at: second.at, loops: [{ ...loop, name: LOOP }], control: own.control } });
}

function connected(state, words) {
  const line = byId('connection');
  line.dataset.state = state;
  say(line, words);
}
