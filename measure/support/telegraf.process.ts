import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProgram } from './find-program.js';

/** The tables of Telegraf. Each has one column per signal, and the device as a number that refers to the tag table. */
export const TELEGRAF_TABLES = ['reading', 'reading_tag'] as const;

/** Fails before the measurement if Telegraf isn't installed. */
export function findTelegraf(): string {
  return findProgram('telegraf', 'TELEGRAF', 'go install github.com/influxdata/telegraf/cmd/telegraf@latest');
}

/** Telegraf, which reads from MQTT and writes to PostgreSQL. */
export class TelegrafProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly readOutput: () => string,
  ) {
    process.once('exit', () => child.kill());
  }

  /** Resolves when Telegraf has subscribed. */
  static async start(brokerPort: number, databaseUrl: string): Promise<TelegrafProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'bench-telegraf-'));
    const config = join(folder, 'telegraf.conf');
    await writeFile(config, configuration(brokerPort, databaseUrl));
    const child = spawn(findTelegraf(), ['--config', config], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const telegraf = new TelegrafProcess(child, folder, () => output);
    while (!/mqtt_consumer\] Connected/.test(output)) {
      if (child.exitCode !== null) throw new Error(`Telegraf ended:\n${output}`);
      await sleep(100);
    }
    return telegraf;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Returns the warnings and errors of Telegraf. */
  get complaints(): string[] {
    return this.readOutput()
      .split('\n')
      .filter((line) => / [EW]! /.test(line));
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      this.child.kill();
      await once(this.child, 'exit');
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

/**
 * Settings recommended in the READMEs of Telegraf's plugins: the plain JSON parser; a maximum of undelivered messages
 * that is a multiple of the batch size, because otherwise reading waits for writing; QoS 1 on a persistent session,
 * acknowledged after the write; tags in a separate table; and more than one connection, so that one batch is read
 * while another is written. The output uses COPY by default.
 */
function configuration(brokerPort: number, databaseUrl: string): string {
  return `
[agent]
  omit_hostname = true
  flush_interval = "1s"
  flush_jitter = "0s"
  metric_batch_size = 10000
  metric_buffer_limit = 200000

[[inputs.mqtt_consumer]]
  servers = ["tcp://127.0.0.1:${brokerPort}"]
  topics = ["eaas/+/+/telemetry"]
  topic_tag = ""
  qos = 1
  persistent_session = true
  client_id = "telegraf"
  max_undelivered_messages = 100000
  name_override = "reading"
  data_format = "json"
  json_time_key = "ts"
  json_time_format = "unix_ms"
  fieldexclude = ["seq"]
  [[inputs.mqtt_consumer.topic_parsing]]
    topic = "eaas/+/+/telemetry"
    tags = "_/maker/device/_"

[[outputs.postgresql]]
  connection = "${databaseUrl}?pool_max_conns=2"
  tags_as_foreign_keys = true
`;
}
