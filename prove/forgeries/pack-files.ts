import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { ZipFile } from 'yazl';

/** A pack's files by path. */
export type PackFiles = Map<string, string>;

export interface ReadingRow {
  received_at: string;
  device_time: string;
  seq: string;
  time_source: string;
  value: string;
  quality: string;
  use: string;
}

export interface PackedMeter {
  key: string;
  device: string;
  unit: string;
  from: string;
  to: string;
  knownUntil: string;
  zone: string;
  rule: { modulus: string | null; maxRatePerHour: string | null; maxGapMinutes: number };
  windows: { since: string | null; from: string; to: string }[];
  state: string;
  quantity: string | null;
  heldQuantity: string;
  reasons: { holds: boolean }[];
  startValue: string | null;
  endValue: string | null;
  readingCount: number;
  hash: string;
  files: { readings: string; steps: string };
}

interface Manifest {
  format: string;
  files: { path: string; bytes: number; sha256: string }[];
  chains: { device: string; machine: string | null; readings: number; head: string }[];
  root: string;
}

export const READING_COLUMNS = [
  'received_at',
  'device_time',
  'seq',
  'time_source',
  'value',
  'quality',
  'use',
] as const;

export function readPack(zip: Buffer): PackFiles {
  const files: PackFiles = new Map();
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const packed = zip.readUInt32LE(at + 20);
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const path = zip.toString('utf8', at + 46, at + 46 + name);
    files.set(path, inflateRawSync(zip.subarray(start, start + packed)).toString('utf8'));
    at += 46 + name + extra + comment;
  }
  return files;
}

export async function writePack(files: PackFiles): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, text] of files) zip.addBuffer(Buffer.from(text), path);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

export function readJson<T>(files: PackFiles, path: string): T {
  return JSON.parse(files.get(path)!) as T;
}

export function writeJson(files: PackFiles, path: string, value: unknown): void {
  files.set(path, `${JSON.stringify(value, null, 2)}\n`);
}

export function readRows<Row>(files: PackFiles, path: string): Row[] {
  const [head, ...lines] = files.get(path)!.trimEnd().split('\r\n');
  const names = head!.split(';');
  return lines.map((line) => {
    const fields = line.split(';');
    return Object.fromEntries(names.map((name, index) => [name, fields[index]])) as Row;
  });
}

export function writeRows(
  files: PackFiles,
  path: string,
  names: readonly string[],
  rows: readonly object[],
): void {
  const lines = rows.map((row) => names.map((name) => (row as Record<string, string>)[name] ?? '').join(';'));
  files.set(path, [names.join(';'), ...lines].map((line) => `${line}\r\n`).join(''));
}

const rowOf = (reading: ReadingRow): string => READING_COLUMNS.map((name) => reading[name]).join(';');

export function byReceipt(a: ReadingRow, b: ReadingRow): number {
  return (
    Date.parse(a.received_at) - Date.parse(b.received_at) ||
    Date.parse(a.device_time) - Date.parse(b.device_time) ||
    Number(a.seq) - Number(b.seq)
  );
}

/** Recalculates every hash of the manifest (files, chains and root), as a competent forger would. */
export function recomputeHashes(files: PackFiles): void {
  const manifest = readJson<Manifest>(files, 'manifest.json');
  const meters = readJson<PackedMeter[]>(files, 'meters.json');
  for (const file of manifest.files) {
    const text = files.get(file.path)!;
    file.bytes = Buffer.byteLength(text);
    file.sha256 = sha256(text);
  }
  for (const chain of manifest.chains) {
    const rows = meters
      .filter(({ device }) => device === chain.device)
      .flatMap(({ key, files: { readings } }) =>
        readRows<ReadingRow>(files, readings).map((reading) => ({ key, reading })),
      );
    chain.readings = rows.length;
    chain.head = rows.reduce(
      (link, { key, reading }) => sha256(`${link}\n${key};${rowOf(reading)}\n`),
      sha256(`device;${chain.device}\n`),
    );
  }
  const lines = [
    manifest.format,
    ...manifest.files.map(({ path, bytes, sha256: hash }) => `file;${path};${bytes};${hash}`),
    ...manifest.chains.map(({ device, readings, head }) => `chain;${device};${readings};${head}`),
  ];
  manifest.root = sha256(lines.map((line) => `${line}\n`).join(''));
  writeJson(files, 'manifest.json', manifest);
}

export function rootOf(files: PackFiles): string {
  return readJson<Manifest>(files, 'manifest.json').root;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
