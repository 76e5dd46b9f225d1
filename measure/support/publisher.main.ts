import { Latencies } from './latencies.js';
import { LeanLink } from './lean-link.js';
import type { PublisherOrder, PublisherReport } from './publisher.process.js';

/**
 * The process of the senders. It handles one order at a time: connect, send messages for the durations in the order,
 * wait for the last acknowledgement, report.
 */
process.on('message', (order: PublisherOrder) => {
  run(order).then(
    (report) => process.send!(report),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

process.once('disconnect', () => process.exit(0));

async function run(order: PublisherOrder): Promise<PublisherReport> {
  const seqs = new Map<LeanLink, number>();
  let measuring = false;
  let latencies = new Latencies();
  let acknowledged = 0;
  let isSending = true;
  const send = (link: LeanLink): void => {
    const seq = seqs.get(link)!;
    seqs.set(link, seq + 1);
    link.publish(messageOf(order.firstSeq + seq));
  };
  const onAcknowledged = (link: LeanLink, latencyMs: number): void => {
    acknowledged++;
    if (measuring) latencies.add(latencyMs);
    if (isSending && order.mode.kind === 'saturate') send(link);
  };
  const links = order.devices.map((device) => {
    const link = new LeanLink(
      { host: order.host, port: order.port, ...device },
      `${device.topic}/telemetry`,
      onAcknowledged,
    );
    seqs.set(link, 0);
    return link;
  });
  for (const link of links) await link.open();

  const pacing = order.mode.kind === 'pace' ? pace(links, order.mode.perSecond, send) : undefined;
  if (order.mode.kind === 'saturate')
    for (const link of links) for (let i = 0; i < order.mode.window; i++) send(link);
  await wait(order.warmUpMs);
  measuring = true;
  latencies = new Latencies();
  const started = performance.now();
  const before = acknowledged;
  await wait(order.measureMs);
  measuring = false;
  const seconds = (performance.now() - started) / 1000;
  const rate = (acknowledged - before) / seconds;
  isSending = false;
  clearInterval(pacing);
  while (links.some((link) => link.inFlight > 0)) await wait(20);
  for (const link of links) link.close();
  return {
    acknowledged,
    perSecond: rate,
    p50: latencies.percentile(0.5),
    p99: latencies.percentile(0.99),
    nextSeq: order.firstSeq + Math.max(...seqs.values()),
  };
}

/** Distributes the messages of the connections evenly over time, independent of acknowledgements. */
function pace(links: readonly LeanLink[], perSecond: number, send: (link: LeanLink) => void): NodeJS.Timeout {
  const started = performance.now();
  let sent = 0;
  return setInterval(() => {
    const due = Math.floor(((performance.now() - started) / 1000) * perSecond);
    while (sent < due) send(links[sent++ % links.length]!);
  }, 5);
}

/** Returns the message of a controller: five counters, five gauges with changing values, and the state. */
function messageOf(seq: number): string {
  const wave = (seq % 600) / 100;
  return (
    `{"ts":${Date.now()},"seq":${seq},"c":{"run_hours_total":${(9000 + seq / 3600).toFixed(2)},"load_hours_total":${(7000 + seq / 4000).toFixed(2)},` +
    `"energy_kwh_total":${(400_000 + seq / 50).toFixed(1)},"air_m3_total":${18_000_000 + seq},"starts_total":${2000 + Math.floor(seq / 900)}},` +
    `"g":{"pressure_bar":${(6.5 + wave / 10).toFixed(2)},"discharge_temp_c":${(80 + wave).toFixed(1)},"motor_current_a":${(120 + wave).toFixed(1)},` +
    `"ambient_c":${(24 + wave / 5).toFixed(1)},"vibration_mm_s":${(2 + wave / 3).toFixed(2)}},"state":"load"}`
  );
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
