import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import mqtt from 'mqtt';
import { ticksOf } from '../../prove/support/fleet-publisher.js';
import { Person } from '../../measure/support/maker.js';
import { PumpWorld } from '../../prove/support/pump-world.js';
import { findFreePort, type RunningProduct, startProduct } from '../support/product.js';
import { eventually } from '../support/eventually.js';

const DASHBOARD = resolve(import.meta.dirname, '../../docker/metrics/dashboard.json');
const APPS = ['api', 'ingest', 'worker'] as const;

interface Dashboard {
  panels: { title: string; targets: { expr: string }[] }[];
}

/** A sample in text format, `name{label="value"} 3`. */
interface Sample {
  name: string;
  labels: string;
  value: number;
}

describe('metrics', () => {
  let product: RunningProduct;
  let port: number;

  beforeAll(async () => {
    port = await findThreeFreePorts();
    product = await startProduct({ args: ['--empty'], env: { METRICS_PORT: String(port) } });
  });
  afterAll(() => product?.stop());

  async function scrape(app: (typeof APPS)[number]): Promise<Sample[]> {
    const answer = await fetch(`http://127.0.0.1:${port + APPS.indexOf(app)}/metrics`);
    expect(answer.status).toBe(200);
    return [...(await answer.text()).matchAll(/^(\w+)\{(.*)\} (\S+)$/gm)].map(([, name, labels, value]) => ({
      name: name!,
      labels: labels!,
      value: Number(value),
    }));
  }

  const valueOf = (samples: readonly Sample[], name: string, label: string): number | undefined =>
    samples.find((sample) => sample.name === name && sample.labels.includes(label))?.value;

  it('report actual traffic, and include every metric on the dashboard', async () => {
    const person = new Person(product.portalUrl);
    await person.setUp();
    const pump = await (await PumpWorld.create(person, [])).addPump('PUMP-1');
    const { username, password, topic } = pump;
    const client = await mqtt.connectAsync(product.mqttUrl, { username, password, reconnectPeriod: 0 });
    const ticks = ticksOf(0, Date.parse('2026-10-12T06:00:00Z'), 50);
    for (const { payload } of [...ticks, ...ticks.slice(0, 7)])
      await client.publishAsync(topic, payload, { qos: 1 });
    for (let i = 0; i < 3; i++) await client.publishAsync(topic, 'nonsense', { qos: 1 });

    const ingest = await scrape('ingest');
    await client.endAsync();
    const maker = /^[^/]*/.exec(username)![0];
    const counted = (what: string) => valueOf(ingest, `dutycycle_ingest_${what}_total`, `maker="${maker}"`);
    expect(counted('messages')).toBe(60);
    expect(counted('readings')).toBe(50);
    expect(counted('duplicates')).toBe(7);
    expect(counted('quarantined')).toBe(3);
    expect(counted('late')).toBe(50);
    expect(valueOf(ingest, 'dutycycle_ingest_quarantined_total', 'reason="not_json"')).toBe(3);
    expect(valueOf(ingest, 'dutycycle_ingest_commit_seconds_bucket', 'le="+Inf"')).toBe(57);
    expect(valueOf(ingest, 'dutycycle_ingest_connections', '')).toBe(1);

    const worker = await eventually(
      () => scrape('worker'),
      (samples) =>
        valueOf(samples, 'dutycycle_quarantine_waiting', 'reason="not_json"') === 3 &&
        samples.filter(({ name }) => name === 'dutycycle_worker_loop_idle_seconds').length >= 5,
    );
    const api = await scrape('api');
    expect(
      valueOf(api, 'dutycycle_api_request_seconds_count', 'method="POST",route="/api/v1/machines"'),
    ).toBe(1);
    const known = new Set([...api, ...ingest, ...worker].map(({ name }) => name));
    const { panels } = JSON.parse(readFileSync(DASHBOARD, 'utf8')) as Dashboard;
    const shown = panels.flatMap(({ title, targets }) =>
      targets.flatMap(({ expr }) => (expr.match(/dutycycle_\w+/g) ?? []).map((name) => [title, name])),
    );
    expect(shown.length).toBeGreaterThan(15);
    expect(shown.filter(([, name]) => !known.has(name!))).toEqual([]);
  });

  it('are not on the portal’s port', async () => {
    const text = await (await fetch(`${product.portalUrl}/metrics`)).text();
    expect(text).not.toContain('dutycycle_api_request');
  });
});

async function findThreeFreePorts(): Promise<number> {
  for (;;) {
    const port = await findFreePort();
    if ((await isFree(port + 1)) && (await isFree(port + 2))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`).then(
    () => false,
    () => port < 65_535,
  );
}
