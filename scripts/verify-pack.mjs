#!/usr/bin/env node
/**
 * Verifies an invoice's proof pack, from the raw readings to the total. Recalculates every value that can be derived.
 * Needs Node.js 20 or newer, and no packages, network or access to the company that created the pack.
 *
 *   node verify-pack.mjs PACK.zip --root ROOT           ROOT: the 64 characters printed on the invoice
 *   node verify-pack.mjs PACK.zip --invoice INVOICE     the invoice's PDF or its JSON from the API, with the root hash
 *   node verify-pack.mjs PACK.zip                       prints the root hash, for you to compare it with the invoice
 *
 * Exit code 0: no mismatch, and the pack belongs to the invoice. 1: mismatches or an unreadable file, which are
 * printed. 2: invalid arguments. 3: no mismatch, but the root hash was not compared with an invoice.
 *
 * The rules are described in docs/billing/how-usage-becomes-an-invoice.md, "The proof pack". The sections below follow
 * that page.
 *
 * The file imports nothing, because the page /verify runs the same file in a browser: it calls `verifyPack` and
 * `compareWithInvoice`. Only the command at the end uses Node.js.
 */

// -------------------------------------------------------------------------------------------------------------------- the report

/** A value that differs from the recalculated one, or that breaks a rule. */
class Disagreement extends Error {
  constructor(message, values = {}) {
    super(message);
    this.values = values;
  }
}

/**
 * A file that is not a complete proof pack. `code` is one of `not_a_zip`, `truncated`, `encrypted`, `too_large`,
 * `damaged`, `not_a_pack` and `unknown_format`.
 */
export class UnreadablePack extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** Maximum number of reported findings. One forged value can change thousands of others. */
const MAX_FINDINGS = 100;

/** Share of the progress after the files are unpacked. */
const UNPACKED = 0.05;
/** Stages that each reading passes: it is read, chained and counted. */
const STAGES = 3;
const PROGRESS_STEP = 0.005;

/** Collects the results of a verification, and passes each one on as soon as it is known. */
class Report {
  checks = [];
  /** Values that are not recalculated. Each of them is reported, so that nothing is skipped silently. */
  unchecked = [];
  findings = [];
  area = null;
  place = null;

  /** @param readings number of readings that the pack states; only the progress depends on it */
  constructor(onEvent, readings) {
    this.onEvent = onEvent;
    this.steps = Math.max(STAGES * readings, 1);
    this.done = 0;
    this.reported = 0;
  }

  add(list, type, what, values = {}) {
    if (list === this.findings && (list.length >= MAX_FINDINGS || list.some((one) => one.what === what)))
      return;
    const entry = { area: this.area, place: this.place, what, ...values };
    list.push(entry);
    this.onEvent({ type, ...entry });
  }

  /** Counts a reading that has passed one of the stages. */
  advance() {
    this.done += 1;
    const share = Math.min(this.done / this.steps, 1);
    if (share - this.reported < PROGRESS_STEP) return;
    this.reported = share;
    this.onEvent({ type: 'progress', share: UNPACKED + (1 - UNPACKED) * share });
  }
}

/** State of the current verification. All code between `verifyPack` setting it and returning is synchronous. */
let report = null;
let sha256 = null;

const fail = (what, values) => {
  throw new Disagreement(what, values);
};
/** Fails unless both values are equal. */
const same = (what, told, found) => {
  if (told !== found)
    fail(`${what}: the pack contains ${told}, recalculated ${found}`, {
      value: what,
      told: String(told),
      found: String(found),
    });
};
const checked = (what) => report.add(report.checks, 'checked', what);
const taken = (what) => report.add(report.unchecked, 'unchecked', what);

/**
 * Runs one part of the verification. A mismatch is reported with its place and doesn't prevent the other parts, so
 * that one verification finds as much as possible.
 * @returns the result of the part; undefined after a mismatch
 */
function inPart(area, place, verifyPart) {
  [report.area, report.place] = [area, place];
  try {
    return verifyPart();
  } catch (error) {
    [report.area, report.place] = [area, place];
    if (error instanceof Disagreement) report.add(report.findings, 'finding', error.message, error.values);
    // After a mismatch, other parts can fail because of the same value.
    else if (report.findings.length === 0)
      report.add(report.findings, 'finding', `the pack can’t be read: ${error.message}`);
    return undefined;
  }
}

// ------------------------------------------------------------------------------------------------------- decimals, without floats

/** Decimals are integers in units of 10^-80, because shares of days have 60 digits. */
const DIGITS = 80;
const ONE = 10n ** BigInt(DIGITS);
function units(decimal) {
  const parts = /^(-?)(\d+)(?:\.(\d{1,80}))?$/.exec(decimal);
  if (!parts) fail(`${decimal} is not a number with at most ${DIGITS} decimals`);
  const size = BigInt(parts[2] + (parts[3] ?? '').padEnd(DIGITS, '0'));
  return parts[1] ? -size : size;
}
function decimal(value) {
  const digits = (value < 0n ? -value : value).toString().padStart(DIGITS + 1, '0');
  const text = `${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`.replace(/\.?0+$/, '');
  return value < 0n ? `-${text}` : text;
}
const sameDecimal = (what, told, found) =>
  same(
    what,
    told === null || told === '' ? null : decimal(units(told)),
    found === null ? null : decimal(found),
  );
/** Divides two numbers in the same units and rounds to a number of decimals, half away from zero. */
function round(numerator, denominator, decimals) {
  const scaled = (numerator < 0n ? -numerator : numerator) * 10n ** BigInt(decimals) * 2n;
  const whole = (scaled / denominator + 1n) / 2n;
  return (numerator < 0n ? -whole : whole) * 10n ** BigInt(DIGITS - decimals);
}

// ------------------------------------------------------------------------------------------------------------- the zip's files

/** Longest end of a ZIP file: its record with a comment of 65,535 bytes. */
const LONGEST_END = 22 + 65_535;
const [END_RECORD, DIRECTORY_ENTRY, LOCAL_HEADER] = [0x06054b50, 0x02014b50, 0x04034b50];
/** Value of a field that continues in ZIP64 records. */
const ZIP64 = 0xffffffff;

/** Returns the position of the record that ends a ZIP file. The record must reach exactly to the end of the file. */
function findEnd(view) {
  const size = view.byteLength;
  for (let at = size - 22; at >= Math.max(0, size - LONGEST_END); at--)
    if (view.getUint32(at, true) === END_RECORD && at + 22 + view.getUint16(at + 20, true) === size)
      return at;
  if (size >= 4 && view.getUint32(0, true) === LOCAL_HEADER)
    throw new UnreadablePack('truncated', 'the end of the ZIP file is missing');
  throw new UnreadablePack('not_a_zip', 'the file is not a ZIP file');
}

/** Returns path, compression method, size and packed content of each file, from the ZIP file's own directory. */
function readDirectory(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const entries = [];
  try {
    let at = view.getUint32(end + 16, true);
    if (at === ZIP64) throw new UnreadablePack('too_large', 'the ZIP file is larger than 4 GB');
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
      if (view.getUint32(at, true) !== DIRECTORY_ENTRY) throw new RangeError('no entry of the directory');
      const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
      const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
      const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
      const local = view.getUint32(at + 42, true);
      const path = decode(bytes.subarray(at + 46, at + 46 + nameLength));
      if (flags & 1) throw new UnreadablePack('encrypted', `${path} is protected by a password`);
      if (method !== 0 && method !== 8) throw new RangeError(`unknown compression of ${path}`);
      if (view.getUint32(local, true) !== LOCAL_HEADER)
        throw new RangeError(`${path} is not where it should be`);
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      if (start + packed > end) throw new RangeError(`${path} is incomplete`);
      entries.push({ path, method, size, content: bytes.subarray(start, start + packed) });
      at += 46 + nameLength + extra + comment;
    }
  } catch (error) {
    if (error instanceof UnreadablePack) throw error;
    throw new UnreadablePack('damaged', `the directory of the ZIP file is damaged: ${error.message}`);
  }
  return entries;
}

/** Returns path and content of each file. No file gets longer than the directory states. */
async function readZip(pack, { inflate, maxBytes, onEvent }) {
  if (pack.size > maxBytes) throw new UnreadablePack('too_large', `the file has ${pack.size} bytes`);
  const entries = readDirectory(new Uint8Array(await pack.arrayBuffer()));
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > maxBytes) throw new UnreadablePack('too_large', `the pack has ${total} bytes`);
  const files = new Map();
  let done = 0;
  for (const { path, method, size, content } of entries) {
    if (files.has(path)) throw new UnreadablePack('damaged', `${path} occurs twice in the ZIP file`);
    try {
      files.set(path, method === 0 ? content : await inflate(content, size));
    } catch (error) {
      throw new UnreadablePack('damaged', `${path} is damaged: ${error.message}`);
    }
    done += size;
    onEvent({ type: 'progress', share: (UNPACKED * done) / Math.max(total, 1) });
  }
  return files;
}

function decode(bytes) {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** Removes the apostrophe that precedes text in the files if a spreadsheet would run the text as a formula. */
function withoutEscape(text) {
  return /^''*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? text.slice(1) : text;
}

/**
 * Parses a CSV file with `;` between fields into objects keyed by its header, each with the row's text. `onRow` is
 * called before each row.
 */
function readCsv(text, onRow = () => {}) {
  const [head, ...rows] = text.trimEnd().split('\r\n');
  const names = head.split(';');
  return rows.map((row) => {
    onRow();
    const fields = [...row.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;]*))/g)];
    return Object.assign(
      Object.fromEntries(
        fields.map(([, quoted, plain], i) => [
          names[i],
          withoutEscape(quoted?.replaceAll('""', '"') ?? plain),
        ]),
      ),
      { row },
    );
  });
}

// --------------------------------------------------------------------------------------------------------- 1. files and chains

/**
 * Files that help people to verify a pack. They prove nothing, so the manifest doesn't list them, and the root hash
 * doesn't cover them: a new version of this script must not change the root hash of an invoice. Never run the script
 * in a pack that you don't trust. A forger can write it so that it accepts everything.
 */
const HELP_FILES = ['VERIFY.txt', 'verify-pack.mjs'];

/** Checks each file against the manifest, and that there are no other files. Returns the help files that it ignores. */
function checkFiles(files, manifest) {
  const listed = new Set(['manifest.json', ...manifest.files.map(({ path }) => path)]);
  const ignored = [...files.keys()].filter((path) => !listed.has(path) && HELP_FILES.includes(path));
  for (const path of files.keys())
    inPart('files', path, () => {
      if (!listed.has(path) && !ignored.includes(path)) fail(`${path} is not listed in the manifest`);
    });
  for (const { path, bytes, sha256: hash } of manifest.files)
    inPart('files', path, () => {
      if (!files.has(path)) fail(`${path} is missing`);
      same(`length of ${path}`, bytes, files.get(path).length);
      same(`SHA-256 of ${path}`, hash, sha256(files.get(path)));
    });
  inPart('files', null, () => {
    if (report.findings.length === 0) checked(`${manifest.files.length} files match the manifest`);
    if (ignored.length > 0) checked(`${ignored.join(', ')}: not part of the proof, not used`);
  });
  return ignored;
}

/** Sorts by receipt time, then device time, sequence number, meter and row. */
const byReceipt = (a, b) =>
  a.receivedAt - b.receivedAt ||
  a.at - b.at ||
  (a.seq < b.seq ? -1 : a.seq > b.seq ? 1 : 0) ||
  (a.meter < b.meter ? -1 : a.meter > b.meter ? 1 : 0) ||
  (a.row < b.row ? -1 : a.row > b.row ? 1 : 0);

/** Checks the hash chain of each device's readings in order of arrival. */
function checkChains(meters, manifest) {
  const devices = [...new Set(meters.map(({ device }) => device))];
  inPart('chains', null, () =>
    same('devices with a chain', manifest.chains.map(({ device }) => device).join(), devices.join()),
  );
  for (const { device, readings: count, head } of manifest.chains)
    inPart('chains', device, () => {
      const own = meters.filter((meter) => meter.device === device);
      // Readings that can't be used are reported as a separate finding.
      if (own.some(({ readings }) => readings === undefined)) return;
      const received = own.flatMap(({ readings }) => readings);
      received.sort(byReceipt);
      same(`readings of ${device}`, count, received.length);
      let link = sha256(`device;${device}\n`);
      for (const { meter, row } of received) {
        link = sha256(`${link}\n${meter};${row}\n`);
        report.advance();
      }
      same(`chain of ${device}`, head, link);
      checked(`${device}: hash chain of ${count} readings in order of receipt`);
    });
}

/** Returns the root hash, which covers all files and chains. */
function rootOf({ format, files, chains }) {
  const lines = [
    format,
    ...files.map(({ path, bytes, sha256: hash }) => `file;${path};${bytes};${hash}`),
    ...chains.map(({ device, readings, head }) => `chain;${device};${readings};${head}`),
  ];
  return sha256(lines.map((line) => `${line}\n`).join(''));
}

// ------------------------------------------------------------------------------------------------------ 2. readings become steps

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const time = (text) => {
  const at = Date.parse(text);
  if (Number.isNaN(at) || new Date(at).toISOString() !== text) fail(`${text} is not a valid time`);
  return at;
};

function readReadings(file, meter, knownUntil) {
  const readings = readCsv(file, () => report.advance()).map((fields) => ({
    meter,
    row: fields.row,
    receivedAt: time(fields.received_at),
    at: time(fields.device_time),
    seq: BigInt(fields.seq),
    stampedOnArrival: fields.time_source === 'arrival',
    value: fields.value,
    usable: fields.value !== '' && !['bad', 'stale'].includes(fields.quality),
    use: fields.use,
  }));
  readings.forEach((reading, i) => {
    if (i > 0 && byReceipt(readings[i - 1], reading) >= 0)
      fail(`${meter}: reading ${reading.row} is not in the order of receipt`);
    if (reading.receivedAt >= knownUntil)
      fail(`${meter}: reading ${reading.row} was received after the cutoff`);
  });
  return readings;
}

/**
 * Sorts a counter's values by device time. At the same instant, values without a sequence number come first, ordered
 * by value.
 */
const byCounter = (a, b) =>
  a.at - b.at ||
  Number(b.seq < 0n) - Number(a.seq < 0n) ||
  (a.seq < 0n && a.value !== b.value ? Number(a.value) - Number(b.value) : 0) ||
  (a.seq < b.seq ? -1 : a.seq > b.seq ? 1 : 0);

/**
 * Returns true when a window begins at the end of another customer's time. A reading at that instant belongs to the
 * previous customer.
 */
const isTakenOver = ({ since, from, before }) => before !== undefined && since === from;

/** Returns true when a reading is counted in a window and doesn't only open it. */
const countsIn = (window, at) =>
  at <= window.to &&
  (at > window.from || (at === window.from && window.since === window.from && !isTakenOver(window)));

/**
 * An event belongs to the half-open period that contains its instant. Before version 5 of the rules, it was treated
 * like the end of a step.
 */
const happensIn = (window, at) =>
  (at > window.from || (at === window.from && !isTakenOver(window))) &&
  (at < window.to || (at === window.to && window.until === undefined));

/**
 * Returns the customer's own time. If another customer's time precedes or follows, a step across the boundary is
 * prorated by time, regardless of its length.
 */
const ownTime = ({ since, to, until, before, after }) => ({
  from: before === undefined ? -Infinity : since,
  to: after === undefined ? Infinity : until === undefined ? to : until - 1,
});

/** Returns the exclusive time limit for the reading after a window that completes the window's last step. */
function reachOf({ to, until, after }) {
  if (after !== undefined) return after ?? Infinity;
  return until === undefined ? to : (until ?? Infinity);
}

/** Returns the last reading of the previous customer's time if there is no reading between that time and the window. */
function foreignOpening(values, { since, from, before }) {
  if (before === undefined || values.some(({ at }) => at >= since && at <= from)) return null;
  return values.findLast(({ at }) => at >= before && at < since) ?? null;
}

/** Returns true when a step crosses an end of the customer's own time. */
function isHandedOver(step, window) {
  const own = ownTime(window);
  return (step.from < own.from && step.to > own.from) || (step.from < own.to && step.to > own.to);
}
const isMoment = ({ method }, ruleVersion) => method === 'event_count' && ruleVersion >= 5;
const countedBy = (rule, ruleVersion) => (isMoment(rule, ruleVersion) ? happensIn : countsIn);

/**
 * Splits values where a register was exchanged or reset, so that each part is evaluated separately. A change precedes
 * a reading at the same instant.
 */
function registersOf(ordered, changes) {
  const registers = [];
  let begun = [];
  let position = 0;
  for (const { at, final, initial, kind } of changes) {
    const register = begun;
    while (position < ordered.length && ordered[position].at < at) register.push(ordered[position++]);
    if (final !== null) register.push({ at, value: final, isChange: true });
    registers.push(register);
    const since = ordered[position]?.at === at ? (ordered[position - 1]?.at ?? at) : at;
    begun = [{ at: since, seq: -1n, value: initial, isChange: true, isOpening: kind === 'opening' }];
  }
  return [...registers, [...begun, ...ordered.slice(position)]];
}

/**
 * Returns the reading after a window with which counting continues, if its interval since the last value exceeds the
 * maximum gap or contains a handover. Otherwise returns null.
 */
function closingOf(window, values, rule, changes, ruleVersion) {
  const next = values.find(({ at }) => at > window.to);
  if (!next || next.at >= reachOf(window)) return null;
  const since = foreignOpening(values, window)?.at ?? window.since;
  const latest = (list) =>
    list.reduce((last, { at }) => (at >= since && at <= window.to ? Math.max(last, at) : last), -Infinity);
  const [read, changed] = [latest(values), latest(changes)];
  // Since version 5 of the rules, a change is used only if there is no reading.
  const last = ruleVersion >= 5 && read > -Infinity ? read : Math.max(read, changed);
  if (last === -Infinity) return null;
  const handedOverHere = window.to === ownTime(window).to && last < window.to;
  return handedOverHere || isLong({ from: last, to: next.at }, window, rule) ? next : null;
}

/** Returns steps across a window's end, up to the first reading after it, as the next window evaluates them. */
function stepsOver(window, closing, values, rule, changes, ruleVersion) {
  const others = closing.at > ownTime(window).to;
  // The next owner knows only the last reading, and both must evaluate their step in the same way.
  const last = others
    ? (values.findLast(({ at }) => at >= window.since && at <= window.to) ?? foreignOpening(values, window))
    : null;
  const after = {
    since: last ? last.at : window.since,
    from: window.to,
    to: closing.at,
    ...(!last && window.before !== undefined && { before: window.before }),
  };
  return [...stepsIn(after, values, rule, changes, ruleVersion)].flatMap(({ step }) =>
    step !== null &&
    step.from < window.to &&
    step.to > window.to &&
    (leadsOver(step, window.to, window, rule) || isHandedOver(step, window))
      ? [step]
      : [],
  );
}

/**
 * Returns true when a step exceeds the maximum gap. Next to another contract of the customer, the smaller of the two
 * maximum gaps applies.
 */
const isLong = (step, { seams = [] }, rule) =>
  step.to - step.from > rule.maxGapMinutes * MINUTE ||
  seams.some(({ at, gapMs }) => step.to - step.from > gapMs && step.from < at && step.to > at);

/** Returns true when a long step crosses an instant. Such a step is prorated by time between the periods. */
const leadsOver = (step, at, window, rule) => isLong(step, window, rule) && step.from < at && step.to > at;

/** Yields each step of a counter in a window: its increase, and the reason if it is on hold. */
function* stepsIn(window, values, rule, changes, ruleVersion) {
  const foreign = foreignOpening(values, window);
  const all = values.filter(({ at }) => at >= window.since && at <= window.to);
  // Starts a day before the window, or at the last earlier reading if that day has none.
  const begin = all.findIndex(({ at }) => at >= window.from - 24 * HOUR);
  const own =
    begin < 0 ? all.slice(-1) : all.slice(all[begin].at <= window.from ? begin : Math.max(begin - 1, 0));
  const inside = foreign ? [foreign, ...all] : own;
  // The opening reading of a migrated contract counts until a reading replaces it.
  const isReadBefore = inside.some(({ at }) => at < window.from);
  // Since version 7 of the rules, a change before the reading from which counting continues has no effect.
  const first = inside[0]?.at <= window.from && (foreign || ruleVersion >= 7) ? inside[0].at : window.since;
  const isSeen = ({ at, kind }) => at >= first && at <= window.to && (kind !== 'opening' || !isReadBefore);
  const known = changes.filter(isSeen);
  for (const register of registersOf(inside, known)) yield* stepsOf(register, window, rule);
}

function* stepsOf(ordered, window, rule) {
  const perHour = rule.maxRatePerHour === null ? null : units(rule.maxRatePerHour);
  const modulus = rule.modulus === null ? null : units(rule.modulus);
  let last = null;
  let fallenFrom = null;
  let [allowed, used] = [0n, 0n]; // Of the previous step, times an hour in milliseconds.
  for (const reading of ordered) {
    const value = units(reading.value);
    let step = null;
    if (last !== null) {
      const moved = value - last.value;
      const most = mostIn(reading, reading.at - last.at);
      step = moved < 0n ? judgeFall(moved, value, most) : judgeRise(moved, value, most);
      step = { ...step, from: last.at, to: reading.at };
      if (step.hold === 'counter_fell')
        fallenFrom = fallenFrom === null || last.value > fallenFrom ? last.value : fallenFrom;
      else if (fallenFrom !== null && value >= fallenFrom) fallenFrom = null;
      allowed = most ?? 0n;
      used = step.hold === null ? step.moved * BigInt(HOUR) : allowed;
    }
    last = { at: reading.at, value };
    yield { reading, step, fallenFrom, counts: countsIn(window, reading.at) };
  }

  /**
   * Returns the maximum increase at the maximum rate. A value that was timestamped on arrival may contain the increase
   * of up to a day.
   */
  function mostIn({ stampedOnArrival }, elapsed) {
    if (perHour === null) return null;
    const now = perHour * BigInt(Math.max(elapsed, MINUTE));
    if (!stampedOnArrival) return now;
    const [saved, day] = [allowed - used + now, perHour * BigInt(24 * HOUR)];
    const limit = now > day ? now : day;
    return saved < limit ? saved : limit;
  }
  function judgeFall(moved, value, most) {
    if (modulus !== null && last.value < modulus && value >= 0n) {
      const round = moved + modulus;
      const plausible = most === null ? round * 2n < modulus : round * BigInt(HOUR) <= most;
      // A rollover is proven if the rate allows one wraparound but no further full turn; otherwise a person decides.
      const proven = most !== null && most < modulus * BigInt(HOUR);
      if (plausible) return { moved: round, hold: proven ? null : 'possible_rollover', rollover: true };
    }
    return { moved: 0n, hold: 'counter_fell' };
  }
  function judgeRise(moved, value, most) {
    if (fallenFrom !== null && value >= fallenFrom) return { moved, hold: 'rise_after_fall' };
    if (most !== null && moved * BigInt(HOUR) > most) return { moved, hold: 'implausible_rate' };
    return { moved, hold: null };
  }
}

/** Returns how long each level of a window is valid: until the next reading, but at most for the maximum gap. */
function levelsIn(window, values, rule, asOf, ruleVersion) {
  const end = Math.min(window.to, asOf);
  const foreign = foreignOpening(values, window);
  const inside = [
    ...(foreign ? [foreign] : []),
    ...values.filter(({ at }) => at >= window.since && at <= window.to),
  ];
  const counts = countedBy(rule, ruleVersion);
  const opening = inside.findLast(({ at }) => at <= window.from && !counts(window, at)) ?? null;
  const counted = inside.filter(({ at }) => counts(window, at));
  // A single reading at the last instant has no duration.
  if (
    ruleVersion >= 4 &&
    rule.method !== 'event_count' &&
    !opening &&
    counted.every(({ at }) => at === window.to)
  )
    return { opening, counted: [], levels: [], end };
  const readings = opening ? [opening, ...counted] : counted;
  const levels = readings.map((reading, i) => {
    const until = Math.max(readings[i + 1]?.at ?? end, reading.at);
    const from = Math.max(reading.at, window.from);
    const to = Math.max(from, Math.min(until, reading.at + rule.maxGapMinutes * MINUTE));
    return { reading, from, to, until, isLast: i === readings.length - 1 };
  });
  return { opening, counted, levels, end };
}

/** Returns a level, which is 1 or 0 for a state or an event. A negative level adds nothing. */
function levelOf({ value }, { method, matches = [] }) {
  if (method === 'state_time' || method === 'event_count')
    return units(matches.length === 0 || matches.includes(value) ? '1' : '0');
  const level = units(value);
  return level < 0n ? 0n : level;
}
const isHigh = ({ value }, { method, maxRatePerHour }) =>
  method !== 'state_time' && maxRatePerHour !== null && units(value) > units(maxRatePerHour);

/** Before version 6 of the rules, each step was rounded. Since then, only the sum of the steps is rounded. */
const roundsOnce = (ruleVersion) => ruleVersion >= 6;

/**
 * Returns the scale in which steps are added up. A factor is multiplied and never rounded, and a level adds its value
 * multiplied by milliseconds, so that nothing is divided before the total is known. `over` is the divisor of a sum of
 * steps.
 */
function scaleOf({ method, factor }, ruleVersion) {
  const isExact = roundsOnce(ruleVersion);
  const times = factor && !(isExact && method === 'peak_demand') ? units(factor) : null;
  const per = isExact && ['integral', 'state_time'].includes(method) ? BigInt(HOUR) : 1n;
  const inSteps = (moved) => {
    if (times === null) return moved;
    return isExact ? moved * times : round(moved * times, ONE * ONE, 12);
  };
  return { isExact, inSteps, over: isExact ? per * (times === null ? 1n : ONE) : 1n };
}

/**
 * Rounds half hours as differences of the running sum, to 12 decimals, so that they add up to the days, and the days
 * to the rounded quantity.
 */
function roundHalfHours(halfHours, { isExact, over }) {
  if (!isExact) return;
  for (const field of ['quantity', 'held']) {
    let [sum, rounded] = [0n, 0n];
    for (const halfHour of halfHours) {
      sum += halfHour[field];
      const until = round(sum, over * ONE, 12);
      halfHour[field] = until - rounded;
      rounded = until;
    }
  }
}

/**
 * Yields levels over time, split at half hours and where machines started or stopped: value multiplied by milliseconds
 * or, before version 6 of the rules, by hours, rounded to 12 decimals.
 */
function* levelSteps({ levels }, rule, ruleVersion, halfHours, cuts) {
  for (const { reading, from, to } of levels)
    for (let at = from; at < to;) {
      const next = cuts.reduce((least, cut) => (cut > at ? Math.min(least, cut) : least), to);
      const end = Math.min(next, halfHours.find((halfHour) => halfHour.to > at).to);
      const brought = levelOf(reading, rule) * BigInt(end - at);
      const moved = roundsOnce(ruleVersion) ? brought : round(brought, BigInt(HOUR) * ONE, 12);
      yield { from: at, to: end, moved, hold: isHigh(reading, rule) ? 'implausible_rate' : null };
      at = end;
    }
}

/**
 * Yields the amount by which each interval, starting at local midnight, exceeds the highest mean so far. Service and
 * test intervals add nothing.
 */
function* peakSteps({ levels, end }, rule, ruleVersion, window, halfHours, zone, peak, isUnbilled) {
  // A mean is multiplied by the factor before it is divided.
  const factor = roundsOnce(ruleVersion) && rule.factor ? units(rule.factor) : ONE;
  const localDate = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  const midnights = [...halfHours].filter(
    ({ from }, i) => i === 0 || localDate.format(from) !== localDate.format(from - 1),
  );
  for (const [i, { from: midnight }] of midnights.entries()) {
    const nextDay = midnights[i + 1]?.from ?? [...halfHours].at(-1).to;
    for (let start = midnight; start < Math.min(nextDay, end); start += rule.intervalMinutes * MINUTE) {
      const from = Math.max(start, window.from);
      const to = Math.min(start + rule.intervalMinutes * MINUTE, nextDay, end);
      const known = levels.filter((level) => !isHigh(level.reading, rule) && shared(level, { from, to }) > 0);
      const time = known.reduce((sum, level) => sum + shared(level, { from, to }), 0);
      if (from >= to || time === 0) continue;
      const weighted = known.reduce(
        (sum, level) => sum + levelOf(level.reading, rule) * BigInt(shared(level, { from, to })),
        0n,
      );
      const mean = round(weighted * factor, BigInt(time) * ONE * ONE, 12);
      const moved = mean > peak.value ? mean - peak.value : 0n;
      if (!isUnbilled(to)) peak.value += moved;
      yield { from, to, moved, hold: null };
    }
  }
}

// --------------------------------------------------------------------------------------- 3. steps become half hours, days, a usage

/** Returns records and decisions with instants as numbers. Packs from before the introduction of records have none. */
function readRecords({ changes = [], unbilled = [], uncertified = [], off = [], decisions = [] } = {}) {
  const spans = (list) => list.map((one) => ({ ...one, from: time(one.from), to: time(one.to) }));
  return {
    changes: changes.map((one) => ({ ...one, at: time(one.at) })),
    unbilled: spans(unbilled),
    uncertified: spans(uncertified),
    off: spans(off),
    decisions: spans(decisions),
  };
}

const endsIn = ({ from, to }, at) => at > from && at <= to;
const shared = (a, b) => Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));
const liesIn = (span, list) =>
  span.to > span.from && list.reduce((sum, one) => sum + shared(span, one), 0) === span.to - span.from;

/**
 * The steps of a window, classified by records: counted, not billed, or on hold until there is a decision about the
 * whole segment.
 */
class StepBook {
  stretches = [];
  held = [];
  /**
   * `quantity`: a quantity other than zero is billed. `known`: the billed quantity of some time is known, even if it
   * is zero.
   */
  quantity = false;
  known = false;

  constructor(records, window, rule, halfHours, scale) {
    Object.assign(this, { records, window, rule, halfHours, scale, silences: [] });
  }

  take(read) {
    const { unbilled, off, uncertified } = this.records;
    const { method } = this.rule;
    const step = { ...read, moved: this.scale.inSteps(read.moved) };
    const isGap = !method && step.to - step.from > this.rule.maxGapMinutes * MINUTE;
    if (!isGap && unbilled.some((span) => endsIn(span, step.to))) {
      this.known = true;
      return;
    }
    let code = this.heldAs(step);
    let cause = null;
    if (code === null && step.moved > 0n && liesIn(step, off)) {
      code = 'flow_while_off';
      cause = off.find((span) => shared(span, step) > 0);
    } else if (code === null && uncertified.some((span) => endsIn(span, step.to))) {
      code = 'calibration_expired';
      cause = uncertified.find((span) => endsIn(span, step.to));
    }
    if (code === null) this.bill(step, step.moved);
    else this.hold(step, code, cause);
  }

  /**
   * Bills the window's share of a step, by time. At a handover the step is cut, and the remaining part is prorated at
   * other bounds only if the whole step is long. Returns false for a step on hold, which belongs completely to the
   * window in which it ends.
   */
  share(read) {
    const moved = this.scale.inSteps(read.moved);
    if (this.heldAs(read) !== null) return false;
    const until = (at) => this.runningShare(moved, read.from, read.to, at);
    const own = ownTime(this.window);
    const isDivided = isLong(read, this.window, this.rule);
    const from = Math.max(read.from, own.from, isDivided ? this.window.from : -Infinity);
    const to = Math.min(read.to, own.to, isDivided ? this.window.to : Infinity);
    if (from >= to || to <= this.window.from || to > this.window.to) return true;
    const step = { ...read, from, to, moved: until(to) - until(from), hold: null, share: true };
    const cause = this.records.uncertified.find((span) => endsIn(span, to));
    if (cause) this.hold(step, 'calibration_expired', cause);
    else this.bill(step, step.moved);
    return true;
  }

  /** Returns the part of evenly spread steps that has accumulated up to an instant, to 12 decimals of the quantity. */
  runningShare(steps, from, to, at) {
    const { over } = this.scale;
    if (at === to) return steps;
    return round(steps * BigInt(at - from), BigInt(to - from) * over * ONE, 12) * over;
  }

  /**
   * Returns the reason for which a step is on hold. A decision about a possible rollover remains valid, even if the
   * rollover is now proven.
   */
  heldAs({ hold, rollover, from, to }) {
    return rollover && this.decision('possible_rollover', from, to) ? 'possible_rollover' : hold;
  }

  /**
   * Returns the usage that was estimated in the previous period for a step on hold across the window's start. The
   * estimate begins at the same reading as the step.
   */
  billedBefore(step) {
    const billed =
      step.from < this.window.from &&
      this.records.decisions.find(
        ({ kind, from, to, quantity }) =>
          kind === 'gap' && from === step.from && to <= this.window.from && quantity !== null,
      );
    return billed ? units(billed.quantity) * this.scale.over : 0n;
  }

  bill({ from, to, share }, moved) {
    if (share) this.spread(moved, from, to);
    else this.halfHour(to).quantity += moved;
    this.known = true;
    this.quantity ||= moved !== 0n;
  }

  hold(step, code, cause) {
    const last = cause && this.stretches.findLast((one) => one.code === code);
    if (last && last.cause === cause) last.steps.push(step);
    else this.stretches.push({ code, cause, steps: [step] });
  }

  /** Adds the estimate that replaces a gap. Without an estimate, records the gap. */
  fill({ from, to }) {
    const estimated = this.decision('gap', from, to);
    if (estimated) this.settle(estimated, []);
    else this.silences.push({ from, to });
  }

  close() {
    const { window } = this;
    for (const { code, cause, steps } of this.stretches) {
      const [from, to] =
        code === 'calibration_expired'
          ? [Math.max(cause.from, window.from), Math.min(cause.to, window.to)]
          : [steps[0].from, steps.at(-1).to];
      const decision = this.decision(code, from, to);
      if (decision) this.settle(decision, steps);
      else {
        this.held.push({ code, to });
        for (const step of steps) this.halfHour(step.to).held += step.moved;
      }
    }
    this.held.sort((a, b) => a.to - b.to);
  }

  settle({ choice, quantity, from, to }, steps) {
    this.known = true;
    const before = choice === 'ignore' || steps.length === 0 ? 0n : this.billedBefore(steps[0]);
    if (quantity !== null) this.spread(units(quantity) * this.scale.over - before, from, to);
    else if (choice === 'accept')
      for (const step of steps) this.bill(step, step === steps[0] ? step.moved - before : step.moved);
  }

  /**
   * Spreads a quantity evenly over the part of its time that is in the period. The differences of accumulated parts add
   * up to the whole.
   */
  spread(quantity, from, to) {
    this.quantity ||= quantity !== 0n;
    const begin = Math.max(from, this.halfHours[0].from);
    const until = (at) => this.runningShare(quantity, begin, to, at);
    for (const halfHour of this.halfHours)
      if (shared(halfHour, { from: begin, to }) > 0)
        halfHour.quantity += until(Math.min(halfHour.to, to)) - until(Math.max(halfHour.from, begin));
  }

  decision(code, begin, end) {
    return this.records.decisions.find(({ kind, from, to }) => kind === code && from === begin && to === end);
  }

  halfHour(at) {
    return this.halfHours.find(({ to }) => to >= at);
  }
}

/** Recalculates a meter's usage from its readings and compares it with half hours, days and totals. */
function checkMeter(meter, stepRows, dayRows) {
  const { key, zone, rule, readings } = meter;
  const windows = meter.windows.map(({ since, from, to, until, before, after, seams }) => ({
    since: since === null ? -Infinity : time(since),
    from: time(from),
    to: time(to),
    ...(until !== undefined && { until: until === null ? null : time(until) }),
    ...(before !== undefined && { before: before === null ? -Infinity : time(before) }),
    ...(after !== undefined && { after: after === null ? null : time(after) }),
    ...(seams && { seams: seams.map((seam) => ({ ...seam, at: time(seam.at) })) }),
  }));
  const isAfter = (at) => windows.length > 0 && at >= windows.at(-1).to;
  const ordered = readings.filter(({ usable }) => usable).sort(byCounter);
  ordered.forEach((reading, i) => {
    if (i > 0 && ordered[i - 1].at === reading.at && ordered[i - 1].seq === reading.seq)
      fail(`${key}: reading ${reading.row} occurs twice`);
  });
  for (const { row, usable, use, at } of readings)
    same(
      `${key}: use of ${row}`,
      use,
      !usable
        ? 'unused'
        : windows.some((window) => countedBy(rule, meter.ruleVersion)(window, at))
          ? 'counted'
          : isAfter(at)
            ? 'after'
            : 'before',
    );

  const halfHours = halfHoursOf(meter, stepRows);
  const records = readRecords(meter.records);
  const held = [];
  const peak = { value: 0n };
  const scale = scaleOf(rule, meter.ruleVersion);
  let openings = '';
  let closings = '';
  let [billed, known] = [false, false];
  let startValue = null;
  let endValue = null;
  for (const window of windows) {
    let opening = null;
    let first = null;
    let last = null;
    const book = new StepBook(records, window, rule, halfHours, scale);
    if (rule.method) {
      const levels = levelsIn(window, ordered, rule, time(meter.asOf), meter.ruleVersion);
      takeLevels(book, levels, {
        key,
        zone,
        rule,
        ruleVersion: meter.ruleVersion,
        halfHours,
        window,
        peak,
        records,
      });
      meter.silences = [...(meter.silences ?? []), ...book.silences];
      billed ||= book.quantity;
      known ||= book.known;
      for (const { code, to } of book.held) held.push(`${code} ${new Date(to).toISOString()}`);
      openings += `open;${levels.opening ? lineOf(levels.opening) : '-'};-\n`;
      continue;
    }
    const closing = closingOf(window, ordered, rule, records.changes, meter.ruleVersion);
    // The previous period gets its part of a step only after a later reading has arrived.
    const isRead = closing !== null || ordered.some(({ at }) => at > window.from && at <= window.to);
    for (const { reading, step, fallenFrom, counts } of stepsIn(
      window,
      ordered,
      rule,
      records.changes,
      meter.ruleVersion,
    )) {
      report.advance();
      const isValue = !reading.isChange || reading.isOpening;
      if (isValue) last = reading;
      if (!counts || reading.isOpening) {
        opening = { reading: isValue ? reading : (opening?.reading ?? null), fallenFrom };
        continue;
      }
      if (!reading.isChange) {
        first ??= reading;
        const halfHour = halfHours.find(({ to }) => to >= reading.at);
        halfHour.lines.push(lineOf(reading));
        halfHour.value = reading.value;
      }
      const isDivided =
        isRead && step !== null && (leadsOver(step, window.from, window, rule) || isHandedOver(step, window));
      if (step !== null && !(isDivided && book.share(step))) book.take(step);
    }
    let isExplained = false;
    if (closing) {
      for (const step of stepsOver(window, closing, ordered, rule, records.changes, meter.ruleVersion))
        if (book.share(step)) isExplained = true;
      closings += `close;${lineOf(closing)}\n`;
    }
    if (!isExplained) book.fill({ from: last?.at ?? window.from, to: window.to });
    book.close();
    billed ||= book.quantity;
    known ||= book.known;
    for (const { code, to } of book.held) held.push(`${code} ${new Date(to).toISOString()}`);
    startValue ??= (opening?.reading ?? first)?.value ?? null;
    endValue = last?.value ?? endValue;
    const fallen = opening?.fallenFrom ?? null;
    openings += `open;${opening?.reading ? lineOf(opening.reading) : '-'};${fallen === null ? '-' : decimal(fallen)}\n`;
  }

  roundHalfHours(halfHours, scale);
  for (const { told, quantity, held: heldQuantity, lines, value } of halfHours) {
    const at = `${key}, half hour from ${told.from}`;
    sameDecimal(`${at}: quantity`, told.quantity, quantity);
    sameDecimal(`${at}: quantity on hold`, told.held_quantity, heldQuantity);
    same(`${at}: readings`, told.readings, String(lines.length));
    if (value !== null) same(`${at}: counter at the end`, told.to_value, value);
  }
  checked(`${key}: ${halfHours.length} half hours match ${ordered.length} usable readings`);

  const localDate = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  const days = new Map();
  for (const halfHour of halfHours) {
    const day = localDate.format(halfHour.from);
    same(
      `${key}: local day of the half hour from ${halfHour.told.from}`,
      localDate.format(halfHour.to - 1),
      day,
    );
    days.set(day, [...(days.get(day) ?? []), halfHour]);
  }
  same(`${key}: days`, dayRows.map(({ day }) => day).join(), [...days.keys()].join());
  const sum = (list, field) => list.reduce((total, each) => total + each[field], 0n);
  const dayHashes = dayRows.map((told) => {
    const of = days.get(told.day);
    const lines = of.flatMap((halfHour) => halfHour.lines);
    const at = `${key}, ${told.day}`;
    sameDecimal(`${at}: quantity`, told.quantity, sum(of, 'quantity'));
    sameDecimal(`${at}: quantity on hold`, told.held_quantity, sum(of, 'held'));
    same(`${at}: readings`, told.readings, String(lines.length));
    const hash = sha256(lines.map((line) => `${line}\n`).join(''));
    same(`${at}: SHA-256`, told.sha256, hash);
    return `${told.day};${hash}\n`;
  });
  checked(`${key}: ${dayRows.length} days match the half hours`);

  // If all increases are on hold, idle time between them leaves nothing to bill. If nothing is on hold, the quantity
  // is zero.
  const measured = billed || (known && held.length === 0);
  same(`${key}: state`, meter.state, measured ? 'measured' : held.length > 0 ? 'held' : 'unknown');
  sameDecimal(`${key}: quantity`, meter.quantity, measured ? sum(halfHours, 'quantity') : null);
  sameDecimal(`${key}: quantity on hold`, meter.heldQuantity, sum(halfHours, 'held'));
  same(
    `${key}: readings`,
    meter.readingCount,
    halfHours.reduce((n, { lines }) => n + lines.length, 0),
  );
  same(`${key}: first value`, meter.startValue, startValue === null ? null : startValue);
  same(`${key}: last value`, meter.endValue, endValue);
  const told = meter.reasons.filter(({ holds }) => holds).map(({ code, to }) => `${code} ${to}`);
  if (!meter.reasons.some(({ code }) => code === 'more_reasons'))
    same(`${key}: reasons on hold`, told.join(', '), held.join(', '));
  same(`${key}: evidence`, meter.hash, sha256(openings + closings + dayHashes.join('')));
  checked(`${key}: ${meter.quantity ?? 'no'} ${meter.unit} measured, ${meter.heldQuantity} on hold`);
}

/** Evaluates a window of a meter that is not a counter: its readings, its steps, and the gaps with decisions. */
function takeLevels(book, levels, { zone, rule, ruleVersion, halfHours, window, peak, records }) {
  for (const reading of levels.counted) {
    report.advance();
    const over = Math.min(reading.at + (isMoment(rule, ruleVersion) ? 1 : 0), halfHours.at(-1).to);
    const halfHour = halfHours.find(({ to }) => to >= over);
    halfHour.lines.push(lineOf(reading));
    halfHour.value = reading.value;
    if (rule.method === 'event_count')
      book.take({ from: reading.at, to: over, moved: levelOf(reading, rule), hold: null });
  }
  const isUnbilled = (at) => records.unbilled.some((span) => endsIn(span, at));
  const stops = records.off.flatMap(({ from, to }) => [from, to]);
  if (rule.method === 'peak_demand')
    for (const step of peakSteps(levels, rule, ruleVersion, window, halfHours, zone, peak, isUnbilled))
      book.take(step);
  else if (rule.method !== 'event_count')
    for (const step of levelSteps(levels, rule, ruleVersion, halfHours, ruleVersion >= 5 ? stops : []))
      book.take(step);
  const silences =
    rule.method === 'event_count'
      ? levels.counted.length > 0
        ? []
        : [{ from: window.from, to: levels.end }]
      : levels.levels.length > 0
        ? levels.levels.map(({ to, until }) => ({ from: to, to: until }))
        : [{ from: window.from, to: levels.end }];
  for (const silence of silences) if (silence.from < silence.to) book.fill(silence);
  const [first] = levels.counted;
  if (!levels.opening && first) book.silences.push({ from: window.from, to: first.at });
  book.close();
}

/**
 * Returns the empty half hours of a meter's period. They are contiguous, and each is as long as stated in the pack, at
 * most half an hour.
 */
function halfHoursOf({ key, from, to }, rows) {
  let next = time(from);
  const halfHours = rows.map((told) => {
    const halfHour = { told, from: time(told.from), to: time(told.to) };
    if (halfHour.from !== next || halfHour.to <= halfHour.from || halfHour.to - halfHour.from > HOUR / 2)
      fail(`${key}: ${told.from} to ${told.to} is not a valid half hour`);
    next = halfHour.to;
    return { ...halfHour, quantity: 0n, held: 0n, lines: [], value: null };
  });
  if (next !== time(to))
    fail(`${key}: the half hours end at ${new Date(next).toISOString()}, but the period ends at ${to}`);
  // Readings are in order, so the search starts where the previous one ended.
  let position = 0;
  halfHours.find = (isIt) => {
    while (position > 0 && isIt(halfHours[position - 1])) position -= 1;
    while (!isIt(halfHours[position])) position += 1;
    return halfHours[position];
  };
  return halfHours;
}

const lineOf = ({ at, seq, stampedOnArrival, value }) =>
  `${new Date(at).toISOString()};${seq};${stampedOnArrival ? 1 : 0};${value}`;

// -------------------------------------------------------------------------------------------- 4. quantities become amounts, a total

/**
 * Prices a fixed amount by days, with a reduced share on paused days. A fee in advance is reduced by the part after
 * the contract's end. A quarterly or yearly fee is reduced by the amount that was billed before.
 */
function priceFee({ params }, { charge, billedBefore }, step, price) {
  const one = units('1');
  const [days, of] = [BigInt(params.days), BigInt(params.of)];
  if (params.due === 'once') {
    if (isGiven(params.sold)) step('prepaid_sold', units(params.sold));
    step('one_off_amount', units(params.amount));
  } else {
    const span = { quarterly: 'quarter', yearly: 'year' }[params.due] ?? 'month';
    step(span === 'month' ? 'monthly_amount' : `${params.due}_amount`, units(params.amount));
    if (isGiven(params.feePercent)) step('due_in_pause', units(params.feePercent));
    step('days_billed', days * one);
    step(`days_of_${span}`, of * one);
  }
  const sign = params.component === 'credit' ? -1n : 1n;
  const hundred = 100n * one;
  const due = isGiven(params.feePercent) ? units(params.feePercent) : hundred;
  const [numerator, denominator] = lessDiscount(
    sign * units(params.amount) * days * due,
    of * one * hundred,
    charge.pricing,
  );
  return price(numerator, denominator) - units(billedBefore);
}

/** Codes of reasons for which usage is considered unknown. */
const UNKNOWN_TIME = ['no_readings', 'silent_at_end', 'began_at_first_reading', 'more_reasons'];

/**
 * Returns the facts of a guarantee: for availability as recorded, otherwise the meters' results for its days, in units.
 * Null while a part of the results is on hold or, for energy, unknown.
 */
function factsOfPromise(at, { serviceFrom, serviceTo }, { counted, performance }, meters) {
  if (performance.term.type === 'availability') return performance.facts;
  let waits = false;
  const unseen = new Set(meters);
  for (const fact of counted) {
    const meter = meters.find(({ device, signal }) => device === fact.device && signal === fact.signalKey);
    if (!meter) fail(`${at}: ${fact.device} is not a meter of this line`);
    if (fact.from < serviceFrom || fact.to > serviceTo)
      fail(`${at}: the quantity of ${fact.device} is for other days`);
    const held = checkFact(at, fact, meter);
    waits ||= fact.quantity === null || held !== 0n || meter.reasons.some(({ holds }) => holds);
    unseen.delete(meter);
  }
  for (const { key } of unseen) fail(`${at}: meter ${key} is not included`);
  // Energy that is partly unknown isn't evaluated.
  const isUnknown = meters.some(({ reasons }) => reasons.some(({ code }) => UNKNOWN_TIME.includes(code)));
  if (waits || (performance.term.type === 'energy' && isUnknown)) return null;
  const sum = (isIt, times = () => 1n) =>
    sumOf(
      counted.filter(({ unit }) => isIt(unit)).map(({ unit, quantity }) => units(quantity) * times(unit)),
    );
  if (performance.term.type === 'energy')
    return { kwh: sum((unit) => unit !== 'm3'), m3: sum((unit) => unit === 'm3') };
  const { zone } = meters[0];
  let [ms, silent] = [0, 0];
  for (const { from, to, device, signalKey } of counted) {
    const [first, end] = [midnight(from, zone), midnight(to, zone)];
    const { silences = [] } = meters.find((meter) => meter.device === device && meter.signal === signalKey);
    ms += end - first;
    for (const silence of silences)
      silent += Math.max(Math.min(silence.to, end) - Math.max(silence.from, first), 0);
  }
  // Rounds to nine decimals. The known hours are rounded up, so that the time outside the guarantee never exceeds them.
  const step = 10n ** BigInt(DIGITS - 9);
  const known = (BigInt(ms - silent) * 10n ** 9n + BigInt(HOUR) - 1n) / BigInt(HOUR);
  return {
    hours: known * step,
    unknownHours: round(BigInt(silent), BigInt(HOUR), 9),
    minutesOutside: sum(
      () => true,
      (unit) => (unit === 'h' ? 60n : 1n),
    ),
  };
}

/** Returns the first instant of a local day. Clock changes skip at most a few hours. */
function midnight(day, zone) {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const wanted = Date.parse(`${day}T00:00:00Z`);
  const local = (at) => Date.parse(`${clock.format(new Date(at)).replace(' ', 'T')}Z`);
  const first = wanted - (local(wanted) - wanted);
  const second = wanted - (local(first) - first);
  // If midnight is skipped by a clock change, the day begins with the instant after the change.
  return local(second) >= wanted ? second : Math.max(first, second);
}

/**
 * A guarantee that is evaluated from recorded downtime is marked as declared. Packs from before the basis was recorded
 * mark it as measured.
 */
function checkBasis(at, { state }, { performance }) {
  const { term, basis } = performance;
  if (basis !== undefined && (basis !== 'declared' || term.type !== 'availability'))
    fail(`${at}: ${basis} is not a valid basis for a guarantee of ${term.type}`);
  if (basis === 'declared' && state === 'measured')
    fail(`${at}: the line is marked as measured, but is evaluated from recorded downtime`);
  if (basis === undefined && state === 'declared')
    fail(`${at}: the line is marked as declared, but has no basis`);
}

/** Calculates a guarantee. A credit is negative, and a guarantee that is met adds nothing. */
function pricePromise(at, line, rating, meters, step, price, decimals, others) {
  const { term, facts: told } = rating.performance;
  const one = units('1');
  const found = factsOfPromise(at, line, rating, meters);
  // A month in progress is evaluated after its end.
  const facts = line.params.pending ? null : found;
  if (line.amount !== null && facts === null && !line.params.pending)
    fail(`${at}: the guarantee is evaluated, but part of its usage is on hold`);
  const isJudged = facts !== null && told !== null;
  const fact = (code, name) => {
    if (isJudged) sameDecimal(`${at}: ${name}`, told[name], facts[name]);
    step(code, isJudged ? facts[name] : null);
  };
  let credit = [0n, one];
  if (term.type === 'availability') return priceAvailability(at, line, rating, step, price, decimals, others);
  if (term.type === 'energy') {
    fact('energy_used', 'kwh');
    fact('volume_delivered', 'm3');
    const beyond = isJudged ? notBelow(0n, facts.kwh * one - facts.m3 * units(term.kwhPerM3)) : null;
    const perVolume = isJudged && facts.m3 !== 0n ? round(facts.kwh, facts.m3, 5) : null;
    step('energy_per_volume', perVolume);
    step('energy_guaranteed', units(term.kwhPerM3));
    step('energy_beyond', beyond === null ? null : beyond / one);
    step('credit_per_kwh', units(term.kwhPrice));
    if (beyond !== null) credit = [beyond * units(term.kwhPrice), one * one * one];
  } else if (term.type === 'delivery') {
    fact('hours_judged', 'hours');
    if (isJudged && facts.unknownHours !== 0n) fact('hours_unknown', 'unknownHours');
    else if (isJudged) sameDecimal(`${at}: unknown hours`, told.unknownHours, 0n);
    fact('minutes_outside', 'minutesOutside');
    const all = isJudged ? facts.hours * 60n : null;
    const percent = isJudged ? round((all - facts.minutesOutside) * 100n, all, 3) : null;
    const least = units(term.guaranteePercent ?? '100');
    const hour = 60n * one;
    const begun = !isJudged ? null : percent < least ? (facts.minutesOutside + hour - 1n) / hour : 0n;
    step('delivered_percent', percent);
    step('guaranteed_percent', least);
    step('hours_begun', begun === null ? null : begun * one);
    step('credit_per_hour', units(term.creditPerStartedHour));
    if (begun !== null) credit = [begun * units(term.creditPerStartedHour), one];
  } else {
    fail(`${at}: unknown type of guarantee: ${term.type}`);
  }
  if (line.amount === null) return null;
  return price(-credit[0], credit[1]);
}

/** Causes of downtime, the strongest first. Time with several causes is assigned to the strongest known cause. */
const CAUSES = ['force_majeure', 'customer', 'planned', 'supplier', 'unknown'];

/** Returns hours by cause, rounded down to nine decimals. Each moment of a machine counts for only one cause. */
function hoursByCause(stops) {
  const ms = new Map(CAUSES.map((cause) => [cause, 0]));
  for (const serial of new Set(stops.map((stop) => stop.serial))) {
    const own = stops
      .filter((stop) => stop.serial === serial)
      .map((stop) => ({ ...stop, from: time(stop.from), to: time(stop.to) }));
    const bounds = [...new Set(own.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
    bounds.slice(1).forEach((to, i) => {
      const causes = own.filter((stop) => stop.from <= bounds[i] && to <= stop.to).map(({ cause }) => cause);
      const cause = CAUSES.find((each) => causes.includes(each));
      if (cause) ms.set(cause, ms.get(cause) + to - bounds[i]);
    });
  }
  const step = 10n ** BigInt(DIGITS - 9);
  return new Map([...ms].map(([cause, of]) => [cause, ((BigInt(of) * 10n ** 9n) / BigInt(HOUR)) * step]));
}

/**
 * Returns the amount of the document's charges that availability adjusts, prorated to the days of the guarantee's line.
 */
function feeCounted({ serviceFrom, serviceTo }, { chargeKeys }, { lines, rates }) {
  const days = (from, to) => BigInt(Math.max((Date.parse(to) - Date.parse(from)) / (24 * HOUR), 0));
  const later = (a, b) => (a > b ? a : b);
  const earlier = (a, b) => (a < b ? a : b);
  const own = lines.filter(
    ({ params }, i) => params.corrects === undefined && chargeKeys.includes(rates[i].rating?.charge.key),
  );
  return own.reduce((sum, { amount, serviceFrom: from, serviceTo: to }) => {
    const share = days(later(from, serviceFrom), earlier(to, serviceTo));
    return sum + round(units(amount) * share, units('1') * days(from, to), 12);
  }, 0n);
}

/**
 * Calculates the adjustment of the fee by availability. The downtime comes from the pack; everything else is
 * recalculated.
 */
function priceAvailability(at, line, { performance }, step, price, decimals, others) {
  const { term, facts } = performance;
  const one = units('1');
  const hundred = 100n * one;
  const agreed = term.guaranteePercent ?? term.targetPercent;
  const told = line.params.pending ? null : facts;
  step('machine_hours', told && units(told.hours));
  step('available_percent', null === told ? null : availableOf(at, term, told, step));
  if (agreed !== null) step('guaranteed_percent', units(agreed));
  step('fee_counted', told && units(told.fee));
  if (told === null) return line.amount === null ? null : price(0n, one);
  if (others) sameDecimal(`${at}: fee`, told.fee, feeCounted(line, term, others));
  taken(`${at}: the downtime and the ${told.hours} machine hours were recorded by people`);
  const percent = availableOf(at, term, told, () => {});
  if (percent === null) return price(0n, one);
  const fee = units(told.fee);
  // All amounts are numerators over one hundred times one hundred.
  let less = 0n;
  if (isGiven(term.malusPercentPerPoint) && isGiven(term.guaranteePercent)) {
    const short = notBelow(0n, units(term.guaranteePercent) - percent) * units(term.malusPercentPerPoint);
    const cap = isGiven(term.malusCapPercent) ? units(term.malusCapPercent) * one : short;
    less = fee * (short < cap ? short : cap);
  } else if (isGiven(term.targetPercent)) {
    const follows = hundred * one - (units(term.targetPercent) - percent) * units(term.slope ?? '0');
    const isZero = isGiven(term.zeroBelow) && percent < units(term.zeroBelow);
    const factor = isZero ? 0n : notBelow(0n, follows < hundred * one ? follows : hundred * one);
    step('fee_factor', factor / one);
    less = fee * (hundred * one - factor);
    price(-less, hundred * one * one);
    // The fee due is rounded, and the line is the difference.
    return line.amount === null
      ? null
      : round(round(fee * factor, hundred * one * one, decimals) - fee, one, decimals);
  } else if (term.bands.length > 0) {
    const reached = term.bands.filter(({ below }) => percent < units(below));
    const lowest = reached.sort((a, b) => (units(a.below) < units(b.below) ? -1 : 1))[0];
    less = fee * units(lowest?.percent ?? '0') * one;
  }
  const isBonus = isGiven(term.bonusFromPercent) && percent >= units(term.bonusFromPercent);
  const more = isBonus ? fee * units(term.bonusPercent ?? '0') * one : 0n;
  if (line.amount === null) return null;
  return price(more - less, hundred * one * one);
}

/** Returns the availability to two decimals; null if no time is evaluated. */
function availableOf(at, term, told, step) {
  const found = hoursByCause(told.stops);
  for (const [cause, hours] of found) {
    sameDecimal(`${at}: hours of ${cause}`, told.byCause[cause], hours);
    if (hours !== 0n) step(`down_${cause}`, hours);
  }
  const planned = found.get('planned');
  const allowed = units(term.plannedAllowanceHours ?? '0');
  const excused = planned < allowed ? planned : allowed;
  const nobodys = found.get('force_majeure') + found.get('customer') + found.get('unknown') + excused;
  const base = units(told.hours) - nobodys;
  const down = found.get('supplier') + planned - excused;
  return base <= 0n ? null : round((base - down) * 100n, base, 2);
}

/** Returns the first day of a meter's period. */
const localDay = ({ from, zone }) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(time(from)));

/** Returns the meters of a line: one, several, or none. */
function metersOf(at, { meter, meters }, all) {
  return (meters ?? (meter === null ? [] : [meter])).map((name) => {
    const found = all.find(({ key }) => key === name);
    if (!found) fail(`${at}: meter ${name} is missing`);
    return found;
  });
}

/** Checks that the line's price and billed quantity match the results of its meters. */
function checkCounted(at, line, { counted }, meters) {
  const meterOf = (fact) =>
    meters.find(({ device, signal }) => device === fact.device && signal === fact.signalKey);
  const firstDay = localDay(meters[0]);
  // A pool that is itemized by machine has a line for each machine, so other machines' results belong to their lines.
  // A machine that has left has no meter here, but its results in earlier months still belong to the pool.
  const { serial = null } = line.params;
  const isOfEarlier = (fact) => fact.to <= firstDay && (serial === null || fact.serial === serial);
  const billed = counted.filter(
    (fact) =>
      fact.from >= line.serviceFrom && fact.to <= line.serviceTo && (meterOf(fact) || isOfEarlier(fact)),
  );
  if (billed.length === 0) return;
  const unseen = new Set(meters);
  let held = 0n;
  // An aggregated settlement also counts earlier months, which have their own packs.
  for (const fact of billed.filter(({ to }) => to > firstDay)) {
    const meter = meterOf(fact);
    held += checkFact(at, fact, meter);
    unseen.delete(meter);
  }
  for (const { key } of unseen) fail(`${at}: meter ${key} is not included`);
  const known = billed.filter((fact) => fact.quantity !== null);
  const quantity =
    known.length === 0 ? null : sumOf(statementsOf(known).map(({ quantity: counts }) => counts));
  if (line.params.corrects !== undefined) {
    sameDecimal(`${at}: current quantity`, line.params.isQuantity, quantity ?? 0n);
    return;
  }
  sameDecimal(`${at}: quantity`, line.quantity, quantity);
  sameDecimal(`${at}: quantity on hold`, line.params.heldQuantity, held);
}

/** The quantities of a subtracted meter are negative, including its quantity on hold. @returns the quantity on hold */
function checkFact(at, fact, { dayRows, quantity: known }) {
  const days = dayRows.filter(({ day }) => day >= fact.from && day < fact.to);
  const sum = (of) => days.reduce((total, row) => total + units(row[of]), 0n);
  const held = sum('held_quantity');
  const counts = fact.deducts ? -(sum('quantity') + held) : sum('quantity');
  sameDecimal(`${at}: quantity of ${fact.device}`, fact.quantity, known === null ? null : counts);
  sameDecimal(`${at}: quantity on hold of ${fact.device}`, fact.heldQuantity, held);
  return held;
}

/**
 * Returns each machine's quantity in each part, as priced. If a quantity of one of a machine's meters is on hold, the
 * quantity of the machine is on hold. If more is subtracted than was measured, nothing is charged.
 */
function statementsOf(counted) {
  const statements = new Map();
  const ofSite = counted.filter(({ serial }) => serial === null);
  const isOne =
    new Set(ofSite.map(({ device }) => device)).size <= 1 || ofSite.some(({ deducts }) => deducts);
  for (const { from, serial, device, quantity, deducts } of counted) {
    const machine = serial ?? (isOne ? null : device);
    const key = JSON.stringify([from, machine]);
    const before = statements.get(key);
    const waits = quantity === null || before?.quantity === null;
    const sum = waits ? null : (before?.quantity ?? 0n) + units(quantity);
    statements.set(key, { from, machine, quantity: sum, deducts: before?.deducts || deducts });
  }
  return [...statements.values()].map(({ deducts, quantity, ...place }) => ({
    ...place,
    quantity: deducts && quantity !== null && quantity < 0n ? 0n : quantity,
  }));
}

const machinesOf = (statements) => [...new Set(statements.map(({ machine }) => machine))];
const sumOf = (amounts) => amounts.reduce((sum, amount) => sum + (amount ?? 0n), 0n);
const notBelow = (least, value) => (value > least ? value : least);
const isGiven = (value) => value !== null && value !== undefined;

/** Calculates a month's correction: the current amount less the billed amount, by pricing the quantity again. */
function priceCorrection(at, line, rating, meters, decimals) {
  const { params } = line;
  const quietly = () => {};
  const price = (numerator, denominator) => round(numerator, denominator, decimals);
  const isOfMinimum = ['true_up', 'instalment', 'discount'].includes(params.component);
  const difference = units(params.is) - units(params.was) + units(params.givenBefore ?? '0');
  if (params.isQuantity !== undefined)
    sameDecimal(`${at}: quantity`, line.quantity, units(params.isQuantity) - units(params.wasQuantity));
  // A charge that is no longer due is corrected to zero, regardless of how it was priced before.
  if (rating === null || isOfMinimum || /^-?0*\.?0*$/.test(params.is)) {
    taken(`${at}: this correction is not recalculated; its amount is accepted as stated`);
    return difference;
  }
  if (line.kind === 'performance') {
    const priced =
      pricePromise(at, line, rating, meters, quietly, price, decimals, null) - units(rating.billedBefore);
    if (priced !== difference)
      fail(`${at}: the line contains the difference ${difference}, recalculated ${priced}`);
    return priced;
  }
  if (meters.length > 0 && line.kind === 'usage' && !isOfMinimum) checkCounted(at, line, rating, meters);
  const priced =
    line.kind === 'base'
      ? priceFee(line, rating, quietly, price)
      : priceUsage(line, rating, quietly, price, decimals);
  if (priced !== difference)
    fail(`${at}: the line contains the difference ${difference}, recalculated ${priced}`);
  return priced;
}

/**
 * Calculates the shortfall from each machine's own minimum, and from the minimum quantity, the minimum amount or both.
 * An instalment is accepted as stated.
 */
function priceMinimum(line, rating, step, price, decimals) {
  const { applied, counted } = rating;
  const one = units('1');
  const { component, minimumOf, serial } = line.params;
  if (minimumOf === 'contract') return priceContractMinimum(line, rating, step, price, decimals);
  // The usage has several prices, or machines with their own allowances, but a single minimum for all of it.
  if (component !== 'true_up' || rating.prices || rating.ofMachines) return standingOf(line, rating);
  const statements = statementsOf(counted);
  const used = sumOf(statements.map(({ quantity }) => quantity));
  const isOfQuantity = minimumOf === 'quantity';
  const least = (isOfQuantity ? applied.minQuantity : applied.minAmount) ?? applied.minQuantityPerMachine;
  step.shown('minimum', units(least));
  step('used_until_now', used);
  if (line.unitPrice !== null) step('unit_price', units(line.unitPrice));
  const floors = floorsOf(applied, statements, decimals);
  const unit = floors && missingOfUnit(rating, statements, floors, decimals);
  if (!unit) return standingOf(line, rating);
  const own = floors.find(({ machine }) => machine === serial);
  const isOfUnit = applied.allocate || serial === null || applied.pooling === 'per_machine';
  const missing = (own?.missing ?? 0n) + (isOfUnit ? unit.missing : 0n);
  if (isOfQuantity && !applied.allocate) step.shown('missing', missing);
  const ofUnit = applied.allocate
    ? unit.due === 0n
      ? 0n
      : shareOf(line, statements, unit.due, decimals)
    : isOfUnit
      ? unit.due
      : 0n;
  // Rounds once if only a quantity is missing.
  const isOneQuantity = !applied.allocate && unit.isQuantityAlone && !(own && isOfUnit && unit.missing > 0n);
  const due = isOneQuantity ? price(missing * shortfallPrice(applied), one * one) : (own?.due ?? 0n) + ofUnit;
  return due - units(rating.billedBefore);
}

const dayCount = ({ from, to }) => (Date.parse(to) - Date.parse(from)) / (24 * HOUR);

/**
 * Calculates the shortfall from the minimum of the whole contract: the prorated minimum, less everything that counts
 * towards it.
 */
function priceContractMinimum(line, rating, step, price, decimals) {
  const { agreed, towards } = rating.minimum;
  const { counter, billedBefore } = rating;
  const one = units('1');
  const of = BigInt(counter.of);
  const owed = sumOf(agreed.map(({ amount, ...days }) => units(amount) * BigInt(dayCount(days))));
  const days = agreed.reduce((sum, part) => sum + dayCount(part), 0);
  same(`line ${line.position}: days of minimum`, counter.used, days);
  const reached = sumOf(towards.map(({ amount }) => units(amount)));
  step('minimum', round(owed, of * one, decimals));
  step('fees_and_usage', reached);
  return price(owed - reached * of, of * one) - units(billedBefore);
}

/**
 * Checks that the amounts that count towards a minimum of the whole contract are complete and equal to those of the
 * invoice's lines.
 */
function checkTowards(at, { agreed, towards }, lines, rates) {
  const isCounted = ({ kind, params }) =>
    params.corrects === undefined &&
    params.minimumOf !== 'contract' &&
    (kind === 'usage'
      ? params.countsBy === 'month'
      : kind === 'base' &&
        !['deposit', 'discount'].includes(params.component) &&
        !['once', 'quarterly', 'yearly'].includes(params.due));
  const told = ({ from, to, serial, amount, charge, component }) =>
    JSON.stringify([charge, component, from, to, serial, amount === null ? null : decimal(units(amount))]);
  const found = lines.flatMap((line, i) =>
    isCounted(line)
      ? [
          told({
            charge: rates[i].rating.charge.key,
            component: line.params.component,
            from: line.serviceFrom,
            to: line.serviceTo,
            serial: line.params.serial ?? null,
            amount: line.amount,
          }),
        ]
      : [],
  );
  same(
    `${at}: amounts that count towards the minimum`,
    towards.map(told).sort().join(' '),
    found.sort().join(' '),
  );
  for (const [i, { from, to }] of agreed.entries())
    if (from >= to || (i > 0 && from < agreed[i - 1].to))
      fail(`${at}: a minimum has no days, or its days overlap those of another minimum`);
}

/**
 * Applies discounts in order, each to the amount left after the previous ones, and divides them between services and
 * parts in proportion. Returns the amount of a discount line.
 */
function priceBillDiscount(at, { position, params, serviceFrom }, { ofBill }, lines, decimals) {
  const isLessened = (line) =>
    line.amount !== null &&
    line.kind !== 'performance' &&
    line.params.corrects === undefined &&
    !['deposit', 'discount'].includes(line.params.component) &&
    line.params.correctedPart === undefined &&
    (line.kind === 'kit' || (line.serviceFrom >= serviceFrom && line.params.countsBy !== 'year'));
  const sums = [false, true].map((isPart) =>
    sumOf(
      lines
        .filter((line) => isLessened(line) && (line.kind === 'kit') === isPart)
        .map(({ amount }) => units(amount)),
    ),
  );
  sameDecimal(`${at}: services before discounts`, ofBill.services, sums[0]);
  sameDecimal(`${at}: parts before discounts`, ofBill.parts, sums[1]);
  const { percent: told = null, amount: toldAmount = null } = ofBill.discounts.at(-1);
  same(`${at}: percentage or amount`, `${params.percent} ${params.amount}`, `${told} ${toldAmount}`);
  const whole = sums[0] + sums[1];
  const step = 10n ** BigInt(DIGITS - decimals);
  const takenBy = (discounts) => {
    let left = whole;
    for (const { percent, amount } of discounts) {
      const off =
        percent === undefined
          ? round(units(amount), units('1'), decimals)
          : round(left * units(percent), 100n * units('1') * units('1'), decimals);
      left -= left < 0n ? (off > 0n ? 0n : notBelow(left, off)) : off > left ? left : off;
    }
    const sign = whole < 0n ? -1n : 1n;
    const parts = sums.map((sum) => sign * (whole - left) * sum);
    return { left, shares: largestRemainder((whole - left) / step, parts, sign * whole * step) };
  };
  const before = takenBy(ofBill.discounts.slice(0, -1));
  const after = takenBy(ofBill.discounts);
  sameDecimal(`line ${position}: amount before the discount`, params.left, before.left);
  const place = params.supply === 'goods' ? 1 : 0;
  return (before.shares[place] - after.shares[place]) * step;
}

/**
 * Returns the unit price of a shortfall: the agreed price, or otherwise the price of the first tier. Null if it is a
 * non-terminating decimal.
 */
function shortfallPrice({
  shortfallPrice: agreed,
  model,
  tiers,
  unitPrice,
  multiplier,
  ratePercent,
  ...pricing
}) {
  if (isGiven(agreed)) return units(agreed);
  const [tier] = tiers ?? [];
  const over = (price, by) => ((price * units('1')) % by === 0n ? (price * units('1')) / by : null);
  switch (model) {
    case 'unit':
      return units(unitPrice ?? '0');
    case 'cost_plus':
      return units(multiplier ?? '1');
    case 'package':
      return over(units(pricing.packagePrice), units(pricing.packageSize));
    case 'graduated':
    case 'volume':
      return over(units(tier?.unitPrice ?? '0'), units(tier?.packageSize ?? '1'));
    case 'graduated_percentage':
      return over(units(tier?.ratePercent ?? '0'), units('100'));
    case 'percentage':
      return over(units(ratePercent ?? '0'), units('100'));
    default:
      return null;
  }
}

/**
 * Returns machines below their own minimum, with the amount for each; null for pricing that this script doesn't
 * support.
 */
function floorsOf(applied, statements, decimals) {
  if (!isGiven(applied.minQuantityPerMachine)) return [];
  const each = shortfallPrice(applied);
  const one = units('1');
  const floors = machinesOf(statements).map((machine) => {
    const own = statements.filter((statement) => statement.machine === machine);
    const quantity = convertedQuantity(applied, own);
    if (quantity === null || each === null || own.some((statement) => statement.quantity === null))
      return null;
    const missing = notBelow(0n, units(applied.minQuantityPerMachine) - quantity);
    return { machine, missing, due: round(missing * each, one * one, decimals) };
  });
  return floors.includes(null) ? null : floors.filter(({ missing }) => missing > 0n);
}

/**
 * Returns the shortfall from the minimums of the whole pool (or of a machine that is priced separately) in addition to
 * the minimums per machine; null for pricing that this script doesn't support.
 */
function missingOfUnit(rating, statements, floors, decimals) {
  const { applied } = rating;
  const one = units('1');
  let missing = 0n;
  let due = 0n;
  if (isGiven(applied.minQuantity)) {
    const each = shortfallPrice(applied);
    const quantity = pricedQuantity(applied, statements, statements);
    if (quantity === null || each === null) return null;
    const reached = quantity + sumOf(floors.map((floor) => floor.missing));
    missing = notBelow(0n, units(applied.minQuantity) - reached);
    due = round(missing * each, one * one, decimals);
  }
  if (!isGiven(applied.minAmount)) return { missing, due, isQuantityAlone: true };
  const ofUsage = priceOf(applied, statements, statements, true);
  const elsewhere = ofUsage && billedElsewhere(rating, statements, decimals);
  if (ofUsage === null || elsewhere === null) return null;
  const billed = round(...ofUsage, decimals) + elsewhere + sumOf(floors.map((floor) => floor.due)) + due;
  const lacking = notBelow(0n, round(units(applied.minAmount), one, decimals) - billed);
  return { missing, due: due + lacking, isQuantityAlone: lacking === 0n };
}

/**
 * Returns the amount billed elsewhere before the contract migration in excess of the price of the quantity that was
 * measured there.
 */
function billedElsewhere({ applied, opening }, statements, decimals) {
  if (!opening) return 0n;
  const counted = statements.filter(({ from }) => from === opening.from);
  const price = priceOf(applied, counted, statements, true);
  return price && units(opening.amount) - round(...price, decimals);
}

function standingOf({ position, params }, { standing, billedBefore }) {
  taken(`line ${position}: ${params.model} is not recalculated; the amount is accepted as stated`);
  return units(standing) - units(billedBefore);
}

/** Number of decimals of a prorated share that is a non-terminating decimal. */
const SHARE_DECIMALS = 40;

/**
 * Checks that a line's pricing terms are the agreed terms, prorated by the billed days. Reports a minimum that follows a
 * ramp, which is not recalculated.
 */
function checkApplied(at, { charge: { pricing: agreed }, applied, counter }) {
  const { used, of } = counter;
  const share = (what, whole, part) => {
    if (!isGiven(whole)) return;
    const found = round(units(whole) * BigInt(used), BigInt(of) * ONE, SHARE_DECIMALS);
    sameDecimal(`${at}: ${what}`, decimal(round(units(part ?? '0'), ONE, SHARE_DECIMALS)), found);
  };
  const allowance = (what) => {
    if (isGiven(agreed[what]))
      sameDecimal(`${at}: ${what}`, applied[what], includedOnDays(agreed[what], counter));
  };
  for (const what of ['includedQuantity', 'includedQuantityPerMachine', 'freeUnits']) allowance(what);
  if (agreed.minRamp?.length)
    taken(
      `${at}: the minimum, which follows a ramp, is that of the document: ${applied.minQuantity ?? 'none'}`,
    );
  else
    for (const what of ['minAmount', 'minQuantity', 'minQuantityPerMachine'])
      share(what, agreed[what], applied[what]);
  // Without a commitment, there is nothing to exceed.
  if (agreed.commitment && used > 0)
    for (const what of ['amount', 'quantity'])
      share(`commitment, ${what}`, agreed.commitment[what], applied.commitment?.[what]);
}

/**
 * Returns the share of an included quantity for the counter's days. Parts of the same month or year add up to the
 * agreed quantity, or to whole units if days are left out, by the largest remainder method.
 */
function includedOnDays(agreed, { from, used, of, parts = [{ from, used }] }) {
  const days = parts.reduce((sum, part) => sum + part.used, 0);
  const decimals = days % of === 0 ? (agreed.split('.')[1] ?? '').replace(/0+$/, '').length : 0;
  const unit = ONE / 10n ** BigInt(decimals);
  const exact = parts.map((part) => units(agreed) * BigInt(part.used));
  const denominator = unit * BigInt(of);
  const shares = largestRemainder(sumOf(exact) / denominator, exact, denominator);
  const own = parts.findIndex((part) => part.from === from);
  return own < 0 ? null : shares[own] * unit;
}

/** Checks that paused days are not billed: nothing is included on them, and no minimum applies. */
function checkRests({ position }, { counter: { from, to, used, rests = [] }, charge }) {
  if (rests.length === 0 || charge.pricing.pooling === 'per_machine') return;
  const days = (span) => (Date.parse(span.to) - Date.parse(span.from)) / (24 * HOUR);
  const worked = rests.reduce((left, rest) => left - days(rest), days({ from, to }));
  if (used !== worked) fail(`line ${position}: ${worked} days are not paused, but ${used} are billed`);
}

/**
 * Calculates the amount that the line's part adds to the parts before it, each rounded, less the amount already billed
 * for it.
 */
function priceUsage(line, rating, step, price, decimals) {
  const { applied, counted, counter, billedBefore } = rating;
  checkRests(line, rating);
  const isCommitted = line.params.component === 'commitment';
  const isWhole = applied.model === 'hour_bands' || isCommitted;
  const all = statementsOf(counted);
  const until = (isIn) => all.filter(({ from }) => isIn(from));
  const { month } = rating;
  const priced = (statements) => {
    const last = statements
      .map(({ from }) => from)
      .sort()
      .at(-1);
    // The parts of one month reach a tier together, and each gets its share of the cost by units.
    if (month && last >= month.from)
      return priceInTime(
        rating,
        statements,
        until((from) => from < month.to),
        all,
      );
    return rating.prices
      ? priceInTime(rating, statements, statements, all)
      : priceOf(applied, statements, all, counter.isFinal, rating.ofMachines);
  };
  const after = priced(until((from) => isWhole || from <= line.serviceFrom));
  if (after === null) return standingOf(line, rating);
  const isAlone = all.every(({ from }) => from === line.serviceFrom);
  const isFirst = all.every(({ from }) => from >= line.serviceFrom);
  const less = isWhole || isAlone || isFirst ? null : priced(until((from) => from < line.serviceFrom));
  if (applied.allocate) {
    const whole = round(...after, decimals) - (less ? round(...less, decimals) : 0n);
    const sharing = isWhole ? all : until((from) => from === line.serviceFrom);
    return shareOf(line, sharing, whole, decimals) - units(billedBefore);
  }
  if (less === null) return price(...after) - units(billedBefore);
  return round(...after, decimals) - round(...less, decimals) - units(billedBefore);
}

/**
 * Prices usage if prices changed within the counter: each unit keeps its position in the counter and costs the price
 * agreed for its day. With one price for all units, each segment gets its share of the total. Null for pricing that
 * this script doesn't support.
 */
function priceInTime({ prices: agreed, applied: only, counter, ofMachines }, used, together, all) {
  const prices = agreed ?? [{ from: '', applied: only }];
  const stretches = [];
  for (const part of [...new Set(used.map(({ from }) => from))].sort()) {
    const { applied } = prices.filter(({ from }) => from <= part).at(-1) ?? prices[0];
    const until = used.filter(({ from }) => from <= part);
    if (stretches.at(-1)?.applied === applied) stretches.at(-1).until = until;
    else stretches.push({ applied, until, since: stretches.at(-1)?.until ?? null });
  }
  let [numerator, denominator] = [0n, 1n];
  const add = (price, by) => {
    numerator = numerator * by + price * denominator;
    denominator *= by;
  };
  for (const { applied, until, since } of stretches) {
    const quantityOf = (statements) => pricedQuantity(applied, statements, all, ofMachines);
    const gross = (statements) => {
      const events = statements.flatMap(({ quantity }) => (quantity ? [quantity] : []));
      return grossOf(applied, quantityOf(statements), events, counter.isFinal);
    };
    const whole = quantityOf(together);
    if (whole === null || applied.commitment || gross(together) === null) return null;
    const before = since === null ? 0n : quantityOf(since);
    const isOfWhole = ['volume', 'stairstep'].includes(applied.model) && whole > 0n;
    const [price, over] = isOfWhole
      ? [gross(together) * (quantityOf(until) - before), EXACT * whole]
      : [gross(until) - (since === null ? 0n : gross(since)), EXACT];
    const [discounted, by] = lessDiscount(price, over, applied);
    add(discounted, by);
  }
  const { maxAmount } = stretches.at(-1)?.applied ?? {};
  const most = isGiven(maxAmount) ? (units(maxAmount) * denominator) / units('1') : null;
  return [most !== null && numerator > most ? most : numerator, denominator];
}

/** Returns the share of a line's machine in a pool's amount, by quantity. Without usage, all shares are equal. */
function shareOf({ params }, statements, whole, decimals) {
  const machines = machinesOf(statements);
  const weights = machines.map((machine) =>
    sumOf(statements.filter((one) => one.machine === machine).map(({ quantity }) => quantity)),
  );
  const sum = sumOf(weights);
  const [parts, of] = sum === 0n ? [weights.map(() => 1n), BigInt(weights.length)] : [weights, sum];
  const step = 10n ** BigInt(DIGITS - decimals);
  const shares = largestRemainder(
    whole / step,
    parts.map((part) => part * (whole / step)),
    of,
  );
  return shares[machines.indexOf(params.serial)] * step;
}

/**
 * Rounds parts (numerators over one denominator) to whole units that add up to the total. If remainders are equal, the
 * earlier one comes first.
 */
function largestRemainder(whole, numerators, denominator) {
  if (whole < 0n)
    return largestRemainder(
      -whole,
      numerators.map((each) => -each),
      denominator,
    ).map((each) => -each);
  const floor = (each) => each / denominator - (each % denominator < 0n ? 1n : 0n);
  const shares = numerators.map(floor);
  const left = Number(whole - sumOf(shares));
  const order = numerators
    .map((each, index) => ({ index, rest: each - shares[index] * denominator }))
    .sort((a, b) => (a.rest > b.rest ? -1 : a.rest < b.rest ? 1 : a.index - b.index));
  for (const { index } of order.slice(0, left)) shares[index] += 1n;
  return shares;
}

/** Returns the converted and rounded quantity; null for pricing by a non-terminating quotient. */
function convertedQuantity({ convert }, used) {
  const quantity = sumOf(used.map((one) => one.quantity));
  if (!convert) return quantity;
  const by = units(convert.divideBy ?? '1');
  if (isGiven(convert.rounding)) return roundBy(quantity, by, convert.decimals ?? 0, convert.rounding);
  return (quantity * units('1')) % by === 0n ? (quantity * units('1')) / by : null;
}

/** Subtracts the included and the prepaid quantity; null for pricing by a non-terminating quotient. */
function pricedQuantity(pricing, used, all, ofMachines = []) {
  const { prepaid } = pricing;
  const quantity = convertedQuantity(pricing, used);
  if (quantity === null) return null;
  const included = includedIn(pricing, all, ofMachines);
  return prepaid ? coverParts(pricing, used, included).priced : notBelow(0n, quantity - included);
}

function includedIn({ includedQuantity, includedQuantityPerMachine, model, freeUnits }, all, ofMachines) {
  return (
    units(includedQuantity ?? '0') +
    sumOf(
      machinesOf(all).map((machine) => {
        const own = ofMachines.find(({ serial }) => serial === machine);
        return units((own ? own.includedQuantity : includedQuantityPerMachine) ?? '0');
      }),
    ) +
    (model === 'package' ? units(freeUnits ?? '0') : 0n)
  );
}

/**
 * Applies the included and the prepaid quantity part by part. Each part first uses what expires first. If a balance and
 * the included quantity expire on the same day, the balance is used first. The remaining quantity is priced.
 */
function coverParts(pricing, used, included) {
  const { balances, allowanceUntil } = pricing.prepaid;
  const never = '9999-12-31';
  const sources = [
    ...balances.map(({ from, until, left }, index) => ({
      ...{ index, from, until: until ?? never, left: units(left) },
    })),
    { index: null, from: '', until: allowanceUntil, left: included },
  ].sort((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0));
  const drawn = balances.map(() => 0n);
  let covered = 0n;
  let priced = 0n;
  for (const part of [...new Set(used.map(({ from }) => from))].sort()) {
    const known = convertedQuantity(
      pricing,
      used.filter(({ from }) => from <= part),
    );
    let open = notBelow(0n, known - covered - priced);
    for (const source of sources) {
      if (part < source.from || part > source.until) continue;
      const taken = open < source.left ? open : source.left;
      source.left -= taken;
      open -= taken;
      covered += taken;
      if (source.index !== null) drawn[source.index] += taken;
    }
    priced = notBelow(0n, known - covered);
  }
  return { priced, drawn };
}

/** Checks that a line's balances, carried over or sold, match the quantities that its counter uses from them. */
function checkPrepaid(at, line, { prepaid, applied, counted, counter, ofMachines }, step, sales) {
  const all = statementsOf(counted);
  const included = includedIn(applied, all, ofMachines ?? []);
  const isWhole = line.params.component !== 'usage';
  const drawnBy = (isIn) => {
    const used = all.filter(({ from }) => isIn(from));
    return convertedQuantity(applied, used) === null ? null : coverParts(applied, used, included).drawn;
  };
  const drawn = drawnBy((from) => isWhole || from <= line.serviceFrom);
  const before = isWhole ? prepaid.map(() => 0n) : drawnBy((from) => from < line.serviceFrom);
  if (drawn === null || before === null) {
    taken(`${at}: the use of prepaid balances is not recalculated`);
    return;
  }
  prepaid.forEach((balance, i) => {
    const which = `${at}: prepaid balance ${balance.position + 1}`;
    checkSoldBalance(which, balance, sales);
    sameDecimal(`${which}, used before`, balance.drawnBefore, before[i]);
    sameDecimal(`${which}, used`, balance.drawn, drawn[i]);
    if (units(balance.left) > units(balance.brought)) fail(`${which}: more is left than was brought forward`);
    // Nothing is used before the balance was carried over or sold.
    if (counter.from <= balance.from) sameDecimal(`${which}, left`, balance.left, units(balance.brought));
    else
      taken(
        `${which}: earlier use of ${balance.brought} is not recalculated; see the packs of earlier months`,
      );
  });
  if (isWhole || line.params.prepaid === undefined) return;
  const usable = prepaid.flatMap(({ from, until }, i) =>
    from <= line.serviceFrom && (until === null || until >= line.serviceFrom) ? [i] : [],
  );
  const own = sumOf(usable.map((i) => drawn[i] - before[i]));
  const left = sumOf(usable.map((i) => units(prepaid[i].left) - drawn[i]));
  sameDecimal(`${at}: prepaid quantity`, line.params.prepaid, own);
  sameDecimal(`${at}: prepaid quantity left`, line.params.prepaidLeft, left);
  if (line.params.corrects === undefined) {
    step('prepaid', own);
    step('prepaid_left', left);
  }
  checked(`${at}: ${decimal(own)} used from prepaid balances, ${decimal(left)} left`);
}

/** Checks that a sold balance matches the line that sold it, if that line is on this invoice. */
function checkSoldBalance(which, { soldBy, from, until, brought }, sales) {
  if (!isGiven(soldBy)) return;
  const own = sales.filter((sale) => sale.charge === soldBy && sale.from === from);
  if (own.length === 0) {
    taken(
      `${which}: the sale of ${brought} by ${soldBy} is not recalculated; see the pack of ${from.slice(0, 7)}`,
    );
    return;
  }
  const isSold = own.some(
    (sale) => units(sale.quantity) === units(brought) && (sale.until ?? null) === (until ?? null),
  );
  if (!isSold) fail(`${which}: ${soldBy} sold another quantity or period`);
}

/** Returns the day before the same date a number of months later; in a shorter month, the day before its last day. */
function lastDayAfter(from, months) {
  const [year, month, day] = from.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  last.setUTCDate(Math.min(day, last.getUTCDate()) - 1);
  return last.toISOString().slice(0, 10);
}

/** Returns the balances that one-off lines of an invoice sell for later use, from their charges. */
function soldLines(invoice, rates) {
  return invoice.lines.flatMap((line, i) => {
    const { charge } = rates[i].rating ?? {};
    const at = `line ${line.position}`;
    if (line.kind !== 'base' || line.params.corrects !== undefined) return [];
    if (!charge?.prepaid) {
      if (line.params.sold !== undefined) fail(`${at}: the charge sells no prepaid balance`);
      return [];
    }
    const { quantity, expiresOn, expiresAfterMonths } = charge.prepaid;
    sameDecimal(`${at}: prepaid quantity sold`, line.params.sold ?? null, units(quantity));
    const until = expiresAfterMonths
      ? lastDayAfter(line.serviceFrom, expiresAfterMonths)
      : (expiresOn ?? null);
    same(`${at}: expiry of the prepaid quantity`, line.params.soldUntil ?? null, until);
    return [{ charge: charge.key, from: line.serviceFrom, quantity, until }];
  });
}

/** Combines prepaid balances with their terms. */
function withPrepaid(rating) {
  if (!rating?.prepaid) return rating;
  const { counter, prepaid: balances } = rating;
  const dayBefore = new Date(Date.parse(`${counter.to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  const prepaid = { balances, allowanceUntil: dayBefore };
  return {
    ...rating,
    applied: { ...rating.applied, prepaid },
    ...(rating.prices && {
      prices: rating.prices.map((one) => ({ ...one, applied: { ...one.applied, prepaid } })),
    }),
  };
}

/** Divides and rounds to a number of decimals; a negative number rounds to tens, hundreds and so on. */
function roundBy(numerator, denominator, decimals, mode) {
  const step = 10n ** BigInt(DIGITS - decimals);
  const [whole, rest] = [
    (numerator * units('1')) / (denominator * step),
    (numerator * units('1')) % (denominator * step),
  ];
  const isUp = mode === 'up' ? rest > 0n : mode === 'half_away' && rest * 2n >= denominator * step;
  return (whole + (isUp ? 1n : 0n)) * step;
}

/** The denominator of all amounts before rounding: a price times a quantity times a percentage. */
const EXACT = 10n ** BigInt(2 * DIGITS) * 100n;
const exactly = (text) => units(text ?? '0') * 10n ** BigInt(DIGITS) * 100n;
const atMost = (amount, most) => (isGiven(most) && amount > exactly(most) ? exactly(most) : amount);

/** Returns the amount for the usage so far before rounding; null for pricing that this script doesn't support. */
function priceOf(pricing, used, all, isFinal, ofMachines) {
  const quantity = pricedQuantity(pricing, used, all, ofMachines);
  if (quantity === null) return null;
  const events = used.flatMap((one) => (one.quantity === null || one.quantity === 0n ? [] : [one.quantity]));
  let gross = grossOf(pricing, quantity, events, isFinal);
  if (gross === null) return null;
  let trueUp = 0n;
  if (pricing.commitment) {
    const { amount, quantity: agreedQuantity, overageFactor, trueUp: isDue } = pricing.commitment;
    const agreedOf = units(agreedQuantity ?? '0');
    const agreed = isGiven(amount) ? exactly(amount) : grossOf(pricing, agreedOf, [agreedOf], isFinal);
    const within = gross < agreed ? gross : agreed;
    const beyond = ((gross - within) * units(overageFactor ?? '1')) / units('1');
    const isWaiting = used.some((one) => one.quantity === null);
    trueUp = isFinal && isDue && !isWaiting ? agreed - within : 0n;
    gross = within + beyond;
  }
  const [discounted, denominator] = lessDiscount(gross, EXACT, pricing);
  const most = isGiven(pricing.maxAmount) ? (units(pricing.maxAmount) * denominator) / units('1') : null;
  const net = most !== null && discounted > most ? most : discounted;
  return [net + (trueUp * denominator) / EXACT, denominator];
}

/** Returns the amount before discount and maximum, as a numerator over EXACT. */
function grossOf(pricing, quantity, events, isFinal) {
  const tiers = pricing.tiers ?? [];
  const isEnd = ({ upTo }) => !isGiven(upTo);
  const reached = (value) => tiers.find((tier) => isEnd(tier) || value <= units(tier.upTo));
  const packages = (value, size) => ((value + units(size) - 1n) / units(size)) * units('1');
  const inTier = ({ unitPrice, flatFee, ratePercent, packageSize, maxAmount }, value) =>
    atMost(
      (packageSize ? packages(value, packageSize) : value) * units(unitPrice ?? '0') * 100n +
        value * units(ratePercent ?? '0') +
        exactly(flatFee),
      maxAmount,
    );
  switch (pricing.model) {
    case 'unit':
      return quantity * units(pricing.unitPrice) * 100n;
    case 'cost_plus':
      return quantity * units(pricing.multiplier ?? '1') * 100n;
    case 'package':
      return packages(quantity, pricing.packageSize) * units(pricing.packagePrice) * 100n;
    case 'graduated':
    case 'graduated_percentage':
      return sumOf(
        tiers.map((tier, i) => {
          const lower = i === 0 ? 0n : units(tiers[i - 1].upTo);
          if (i > 0 && quantity <= lower) return 0n;
          return inTier(
            tier,
            (isEnd(tier) || quantity < units(tier.upTo) ? quantity : units(tier.upTo)) - lower,
          );
        }),
      );
    case 'volume':
      return inTier(reached(quantity), quantity);
    case 'stairstep':
      return exactly(reached(quantity).flatFee ?? reached(quantity).unitPrice);
    case 'hour_bands': {
      const price = inTier(reached(quantity), quantity);
      if (!isGiven(pricing.contractedQuantity)) return price;
      const agreed = units(pricing.contractedQuantity);
      const difference = price - inTier(reached(agreed), agreed);
      return isFinal ? difference : notBelow(0n, difference);
    }
    case 'percentage':
      return priceEvents(pricing, events);
    default:
      return null;
  }
}

/**
 * Prices events with a percentage and a fixed amount per event. The first events are free, up to a number of events, an
 * amount, or both.
 */
function priceEvents(
  { freeEvents, freeAmount, ratePercent, fixedPerEvent, minPerEvent, maxPerEvent },
  events,
) {
  const hasAmount = isGiven(freeAmount) && units(freeAmount) !== 0n;
  const freeable = !freeEvents && !hasAmount ? 0 : Math.min(freeEvents || events.length, events.length);
  const ofThose = sumOf(events.slice(0, freeable));
  const free = hasAmount && units(freeAmount) < ofThose ? units(freeAmount) : ofThose;
  let running = 0n;
  return sumOf(
    events.map((event, i) => {
      const before = running;
      running += event;
      if (i < freeable && running <= free) return 0n;
      const price = (running - notBelow(before, free)) * units(ratePercent ?? '0') + exactly(fixedPerEvent);
      return atMost(notBelow(minPerEvent ? exactly(minPerEvent) : price, price), maxPerEvent || null);
    }),
  );
}

function lessDiscount(numerator, denominator, { discountPercent }) {
  if (discountPercent == null) return [numerator, denominator];
  const hundred = units('100');
  return [numerator * (hundred - units(discountPercent)), denominator * hundred];
}

/** Recalculates every amount and compares it with the line, its pricing steps and the total. */
function checkInvoice(invoice, rates, meters) {
  const sales = inPart('lines', null, () => {
    same(
      'lines with rates',
      rates.map(({ line }) => line).join(),
      invoice.lines.map((line) => line.position).join(),
    );
    return soldLines(invoice, rates);
  });
  let total = 0n;
  if (sales)
    invoice.lines.forEach((line, i) => {
      const at = `line ${line.position}`;
      const amount = inPart('lines', at, () => checkLine(at, i, invoice, rates, meters, sales));
      // The total is also compared if a line is wrong, with the amount that the line contains.
      const told = () => (line.amount === null ? null : units(line.amount));
      total += (amount === undefined ? inPart('lines', at, told) : amount) ?? 0n;
    });
  inPart('lines', 'total', () => {
    const waits = ({ amount, params }) => amount === null || Number(params.holds ?? 0) > 0;
    same('lines on hold', invoice.linesWaiting, invoice.lines.filter(waits).length);
    sameDecimal('total', invoice.total, total);
    checked(`total ${invoice.total} ${invoice.currency}`);
  });
}

/** Recalculates the amount of a line. Returns null if the line is on hold. */
function checkLine(at, i, invoice, rates, meters, sales) {
  const decimals = invoice.minorUnitDecimals;
  const one = units('1');
  const line = invoice.lines[i];
  const { params } = line;
  const steps = new Map(rates[i].steps.map(({ code, value }) => [code, value]));
  const step = (code, found) => sameDecimal(`${at}: ${code}`, steps.get(code) ?? null, found);
  /** Compares with the number of decimals in the pack, because a prorated share may be a non-terminating decimal. */
  step.shown = (code, found) => {
    const written = /\.(\d+)$/.exec(steps.get(code) ?? '')?.[1].length ?? 0;
    step(code, round(found, ONE, written));
  };
  /** Compares the amount before rounding with the decimals in the pack, and returns the rounded amount. */
  const price = (numerator, denominator) => {
    const exact = steps.get('before_rounding');
    const written = /\.(\d+)$/.exec(exact ?? '')?.[1].length ?? 0;
    step('before_rounding', round(numerator, denominator, Math.min(written, DIGITS)));
    return round(numerator, denominator, decimals);
  };
  let amount = null;
  const rating = withPrepaid(rates[i].rating);
  if (rating?.prepaid) checkPrepaid(at, line, rating, step, sales);
  if (params.component === 'discount' && params.corrects === undefined) {
    amount = priceBillDiscount(at, line, rating, invoice.lines, decimals);
  } else if (params.corrects !== undefined) {
    // Credited amounts are positive on a credit note.
    const sign = invoice.givesBack ? -1n : 1n;
    const quantity = line.quantity === null ? null : decimal(sign * units(line.quantity));
    amount = sign * priceCorrection(at, { ...line, quantity }, rating, metersOf(at, line, meters), decimals);
  } else if (line.kind === 'base') {
    amount = priceFee(line, rating, step, price);
  } else if (line.kind === 'usage') {
    const isOfMinimum = ['true_up', 'instalment'].includes(params.component);
    const own = metersOf(at, line, meters);
    if (rating?.minimum) checkTowards(at, rating.minimum, invoice.lines, rates);
    else if (rating) checkApplied(at, rating);
    if (own.length > 0 && !isOfMinimum) checkCounted(at, line, rating, own);
    if (!isOfMinimum) {
      step('billed', line.quantity === null ? null : units(line.quantity));
      step('held', units(params.heldQuantity));
      step('included', units(params.included));
    }
    if (line.amount !== null)
      amount = isOfMinimum
        ? priceMinimum(line, rating, step, price, decimals)
        : priceUsage(line, rating, step, price, decimals);
  } else if (line.kind === 'performance') {
    checkBasis(at, line, rating);
    amount = pricePromise(at, line, rating, metersOf(at, line, meters), step, price, decimals, {
      lines: invoice.lines,
      rates,
    });
  } else if (line.kind === 'kit') {
    step('kits', units(line.quantity));
    if (line.unitPrice !== null) {
      step('price_per_kit', units(line.unitPrice));
      amount = round(units(line.quantity) * units(line.unitPrice), one * one, decimals);
    }
  } else {
    fail(`${at}: unknown kind of line: ${line.kind}`);
  }
  step('amount', amount);
  sameDecimal(`${at}: amount`, line.amount, amount);
  checked(`${at}, ${line.kind}: ${line.amount === null ? 'on hold' : `${line.amount} ${invoice.currency}`}`);
  return amount;
}

// ------------------------------------------------------------------------------------------------- 5. amounts become taxes, a document

/** Returns the nearest whole number of steps, half away from zero. */
function nearest(sum, denominator) {
  const steps = (2n * (sum < 0n ? -sum : sum) + denominator) / (2n * denominator);
  return sum < 0n ? -steps : steps;
}

/**
 * Returns a contract's share of a tax that is rounded once over a document of several contracts, by the largest
 * remainder method, in rounding steps.
 */
function shareOfContract(together, contract, { key, parts, rate, denominator }) {
  const told = together.find((tax) => `${tax.category} ${decimal(units(tax.percent))}` === key);
  if (!told) fail(`tax ${key}: no contract of the document has this rate`);
  const index = told.contracts.findIndex((one) => one.contract === contract);
  if (index < 0) fail(`tax ${key}: ${contract} is not a contract of the document`);
  const all = told.contracts.map(({ amount }) => units(amount) * rate);
  if (all[index] !== sumOf(parts)) fail(`tax ${key}: the document contains another amount for ${contract}`);
  return largestRemainder(nearest(sumOf(all), denominator), all, denominator)[index];
}

/**
 * Checks the taxes, which are calculated once per category and rate from the lines, the net, tax, gross and payable
 * amounts, and the due date.
 */
function checkIssued({ contract, issued, lines, minorUnitDecimals: decimals }) {
  if (!issued) return;
  const one = units('1');
  const stepOf = (text) => (isGiven(text) ? units(text) : 10n ** BigInt(DIGITS - decimals));
  const step = stepOf(issued.taxStep);
  const billed = lines.filter(({ amount }) => amount !== null);
  for (const { position, params, taxRule } of billed)
    // A deposit isn't a supply; everything else is within the scope of tax.
    if (
      (params.component === 'deposit') !== (taxRule?.category === 'outside_scope') &&
      params.corrects === undefined
    )
      fail(`line ${position}: the tax category ${taxRule?.category ?? '(none)'} is wrong for this line`);
  const groups = new Map();
  for (const line of billed.filter(({ taxRule }) => taxRule !== null)) {
    const { category, percent } = line.taxRule;
    const key = `${category} ${decimal(units(percent))}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const taxOfLine = new Map(billed.map((line) => [line.position, 0n]));
  const found = [...groups].map(([key, members]) => {
    const rate = units(members[0].taxRule.percent);
    const denominator = (issued.prices === 'inclusive' ? rate + 100n * one : 100n * one) * step;
    const parts = members.map(({ amount }) => units(amount) * rate);
    const whole = issued.together
      ? shareOfContract(issued.together, contract, { key, parts, rate, denominator })
      : nearest(sumOf(parts), denominator);
    largestRemainder(whole, parts, denominator).forEach((share, i) =>
      taxOfLine.set(members[i].position, share * step),
    );
    return { key, members, tax: whole * step };
  });
  const netOf = (line) =>
    units(line.amount) - (issued.prices === 'inclusive' ? taxOfLine.get(line.position) : 0n);
  for (const line of billed) {
    sameDecimal(`line ${line.position}: net`, line.net, netOf(line));
    sameDecimal(`line ${line.position}: tax`, line.tax, taxOfLine.get(line.position));
  }
  const told = new Map(issued.taxes.map((tax) => [`${tax.category} ${decimal(units(tax.percent))}`, tax]));
  for (const { key, members, tax } of found) {
    const taxable = sumOf(members.map(netOf));
    if (found.length > 1 && taxable === 0n && tax === 0n) continue;
    if (!told.has(key)) fail(`tax ${key}: the document has no such rate`);
    sameDecimal(`tax ${key}: taxable amount`, told.get(key).taxable, taxable);
    sameDecimal(`tax ${key}: tax amount`, told.get(key).tax, tax);
    told.delete(key);
  }
  if (told.size > 0) fail(`tax ${[...told.keys()][0]}: no line has this rate`);
  const net = sumOf(billed.map(netOf));
  const tax = sumOf(found.map((group) => group.tax));
  sameDecimal('net', issued.net, net);
  sameDecimal('tax', issued.tax, tax);
  sameDecimal('gross', issued.gross, net + tax);
  const deposit = units(issued.deposit ?? '0');
  if (issued.deposit !== undefined) {
    if (units(issued.deposit) < 0n || units(issued.deposit) > notBelow(0n, net + tax))
      fail(
        `the deposit of ${issued.deposit} that is offset is not between 0 and the gross amount ${issued.gross}`,
      );
  }
  if (issued.payable !== undefined) {
    const left = net + tax - deposit;
    const increment = isGiven(issued.payableIncrement) ? units(issued.payableIncrement) : null;
    sameDecimal(
      'amount payable',
      issued.payable,
      increment === null ? left : nearest(left, increment) * increment,
    );
  }
  const due = new Date(time(`${issued.issuedOn}T00:00:00.000Z`) + issued.paymentDays * 24 * HOUR);
  same('due date', issued.dueOn, due.toISOString().slice(0, 10));
  checked(
    `${issued.number}, issued on ${issued.issuedOn}: net ${issued.net}, tax ${issued.tax}, gross ${issued.gross}`,
  );
  checked(`seller ${issued.seller.name}, buyer ${issued.buyer.name}: covered by the root hash only`);
}

// ----------------------------------------------------------------------------------------------------------- the whole pack

export const PACK_FORMAT = 'dutycycle-proof-pack/1';

function readManifest(files) {
  if (!files.has('manifest.json'))
    throw new UnreadablePack('not_a_pack', 'the ZIP file is not a proof pack: manifest.json is missing');
  let manifest;
  try {
    manifest = JSON.parse(decode(files.get('manifest.json')));
  } catch (error) {
    throw new UnreadablePack('not_a_pack', `manifest.json can’t be read: ${error.message}`);
  }
  if (!Array.isArray(manifest?.files) || !Array.isArray(manifest.chains))
    throw new UnreadablePack('not_a_pack', 'the ZIP file is not a proof pack: manifest.json lists no files');
  if (manifest.format !== PACK_FORMAT)
    throw new UnreadablePack(
      'unknown_format',
      `the pack has the format ${manifest.format}, and this version verifies ${PACK_FORMAT}`,
    );
  return manifest;
}

function readMeters(readText) {
  const meters = JSON.parse(readText('meters.json'));
  return Array.isArray(meters) ? meters : fail('meters.json contains no list of meters');
}

/** Checks all meters: their readings, chains, half hours, days and quantities. */
function checkMeters(readText, manifest) {
  const meters = inPart('meters', 'meters.json', () => readMeters(readText)) ?? [];
  for (const meter of meters)
    meter.readings = inPart('meters', meter.key, () =>
      readReadings(readText(meter.files.readings), meter.key, time(meter.knownUntil)),
    );
  checkChains(meters, manifest);
  const days = inPart('meters', 'quantities.csv', () => readCsv(readText('quantities.csv'))) ?? [];
  inPart('meters', 'quantities.csv', () =>
    same(
      'meters with days',
      [...new Set(days.map(({ meter }) => meter))].join(),
      meters.map(({ key }) => key).join(),
    ),
  );
  for (const meter of meters) {
    meter.dayRows = days.filter((row) => row.meter === meter.key);
    if (meter.readings === undefined) continue;
    inPart('meters', `${meter.key}, ${meter.device} ${meter.signal}`, () =>
      checkMeter(meter, readCsv(readText(meter.files.steps)), meter.dayRows),
    );
  }
  return { meters, days };
}

/**
 * Verifies a pack, without comparing it with an invoice.
 * @param pack a Blob or a File
 * @param ports `sha256(data)` returns the hexadecimal hash of a string or of bytes. `inflate(bytes, size)` returns the
 *   decompressed bytes, and fails if there are more than `size`. `maxBytes` limits the size of the pack, compressed and
 *   decompressed. `onEvent` receives checks, findings and the progress
 * @returns the findings, the checks, the root hash and the contents of the invoice
 * @throws UnreadablePack if the file is not a complete pack
 */
export async function verifyPack(pack, { sha256: hash, inflate, maxBytes = Infinity, onEvent = () => {} }) {
  const files = await readZip(pack, { inflate, maxBytes, onEvent });
  const manifest = readManifest(files);
  const stated = manifest.chains.reduce((sum, chain) => sum + (Number(chain?.readings) || 0), 0);
  [report, sha256] = [new Report(onEvent, stated), hash];
  const readText = (path) => decode(files.get(path) ?? fail(`${path} is missing`));
  const ignored = checkFiles(files, manifest);
  const { meters, days } = checkMeters(readText, manifest);
  const [invoice, rates] = ['invoice.json', 'rates.json'].map((path) =>
    inPart('lines', path, () => JSON.parse(readText(path)) ?? fail(`${path} is empty`)),
  );
  if (invoice !== undefined && rates !== undefined) {
    inPart('lines', 'invoice.json', () => checkInvoice(invoice, rates, meters));
    inPart('document', null, () => checkIssued(invoice));
  }
  inPart('root', null, () => same('root hash', manifest.root, rootOf(manifest)));
  return {
    root: manifest.root,
    findings: report.findings,
    checks: report.checks,
    unchecked: report.unchecked,
    ignored,
    invoice: invoice ?? null,
    counts: {
      files: manifest.files.length,
      devices: manifest.chains.length,
      readings: meters.reduce((sum, { readings }) => sum + (readings?.length ?? 0), 0),
      meters: meters.length,
      days: days.length,
      lines: invoice?.lines?.length ?? 0,
    },
  };
}

/** Returns the root hashes in an invoice's PDF properties or JSON, one for each contract on the invoice. */
export function rootsIn(document) {
  return [...document.matchAll(/(?:proof-root:|"root":\s*")([0-9a-f]{64})/g)].map(([, root]) => root);
}

/**
 * Compares a verified pack with the root hashes of an invoice. Without an invoice, a pack that contradicts nothing is
 * only `consistent`: a forger who recalculates everything can create such a pack, but not with the invoice's root hash.
 * @returns the verdict, `verified`, `consistent` or `mismatch`, with all findings
 */
export function compareWithInvoice({ root, findings }, roots) {
  const isOther = roots.length > 0 && !roots.includes(root);
  const other = {
    area: 'root',
    place: 'invoice',
    what: `the pack does not belong to the invoice: its root hash is ${root}, the invoice has ${roots.join(', ')}`,
    value: 'root hash',
    told: root,
    found: roots.join(', '),
  };
  const all = isOther ? [...findings, other] : findings;
  if (all.length > 0) return { verdict: 'mismatch', findings: all };
  return { verdict: roots.length > 0 ? 'verified' : 'consistent', findings: all };
}

// ------------------------------------------------------------------------------------------------------------------ the command

/** Loads a module of Node.js. A browser never calls it. */
const ofNode = (name) => import(/* @vite-ignore */ `node:${name}`);

async function isCommand() {
  if (typeof process !== 'object' || !process.versions?.node || !process.argv[1]) return false;
  const [{ realpathSync }, { pathToFileURL }] = [await ofNode('fs'), await ofNode('url')];
  try {
    return import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href;
  } catch {
    return false;
  }
}

/** Verifies the pack that the arguments name, and prints the results. @returns the exit code */
export async function runCommand([packPath, option, given, ...others], print = console.log) {
  const isRoot = option === '--root' && /^[0-9a-fA-F]{64}$/.test(given ?? '');
  if (
    !packPath ||
    others.length > 0 ||
    (option !== undefined && !isRoot && !(option === '--invoice' && given))
  ) {
    console.error('Usage: node verify-pack.mjs PACK.zip [--root ROOT | --invoice INVOICE]');
    return 2;
  }
  const [{ readFileSync }, { createHash }, { inflateRawSync }] = [
    await ofNode('fs'),
    await ofNode('crypto'),
    await ofNode('zlib'),
  ];
  try {
    const roots = isRoot ? [given.toLowerCase()] : option ? rootsIn(readFileSync(given, 'latin1')) : [];
    if (option && roots.length === 0) throw new Error(`${given} contains no root hash`);
    const result = await verifyPack(new Blob([readFileSync(packPath)]), {
      sha256: (data) => createHash('sha256').update(data).digest('hex'),
      inflate: (bytes, size) => inflateRawSync(bytes, { maxOutputLength: Math.max(size, 1) }),
      onEvent: ({ type, what }) => {
        if (type === 'checked') print(`ok  ${what}`);
        if (type === 'unchecked') print(`??  ${what}`);
      },
    });
    return printVerdict(result, compareWithInvoice(result, roots), print);
  } catch (error) {
    const isPack = error instanceof UnreadablePack;
    print(`\nMISMATCH  ${isPack ? error.message : `the pack can’t be read: ${error.message}`}`);
    return 1;
  }
}

function printVerdict({ root, invoice, unchecked }, { verdict, findings }, print) {
  if (verdict === 'mismatch') {
    print('');
    for (const { what } of findings) print(`MISMATCH  ${what}`);
    return 1;
  }
  const what = `${invoice.contract}, ${invoice.periodFrom} to ${invoice.periodTo}, from the readings to the total`;
  if (verdict === 'verified') print(`ok  root hash ${root}`);
  print(`\n${verdict === 'verified' ? 'VERIFIED' : 'CONSISTENT'}  ${what}`);
  if (unchecked.length > 0)
    print(`Not recalculated, covered by the root hash only: ${unchecked.length} (marked ??)`);
  if (verdict === 'verified') return 0;
  print(`Not compared with the invoice. It must have this root hash: ${root}`);
  return 3;
}

if (await isCommand()) process.exitCode = await runCommand(process.argv.slice(2));
