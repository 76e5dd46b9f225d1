import { DomainError } from '#platform/domain';
import { type ColumnMap } from '../domain/statements/csv/column-map.js';
import { csvReader } from '../domain/statements/csv/read-csv.js';
import type { StatementEncoding } from '../domain/statements/encodings.js';
import { mt940Reader } from '../domain/statements/mt940/read-mt940.js';
import type { StatementPart, StatementReader } from '../domain/statements/statement.js';
import { limitStatement } from './limit-statement.js';
import { type CamtOptions, camtReader } from './read-camt.js';

export interface ReadOptions extends CamtOptions {
  /** By default, the encoding in the XML declaration, or UTF-8. */
  readonly encoding?: StatementEncoding | undefined;
  /** Makes the file a CSV file; otherwise its beginning decides. */
  readonly columnMap?: ColumnMap | undefined;
}

/** Number of bytes at the beginning of a file from which the format is detected. */
const HEAD = 1024;

/**
 * Reads a statement file of any format in a stream.
 * @throws DomainError receivables.statement_…, which names the line of the file
 */
export async function* readStatementFile(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ReadOptions = {},
): AsyncGenerator<StatementPart> {
  let size = 0;
  let head: Uint8Array[] | null = [];
  let opened: OpenedFile | null = null;
  for await (const chunk of limitStatement(chunks)) {
    size += chunk.length;
    if (opened) {
      yield* opened.reader.write(opened.decode(chunk));
      continue;
    }
    head?.push(chunk);
    if (size < HEAD) continue;
    opened = openFile(Buffer.concat(head ?? []), options);
    yield* opened.reader.write(opened.decode(Buffer.concat(head ?? [])));
    head = null;
  }
  if (!opened) {
    const all = Buffer.concat(head ?? []);
    opened = openFile(all, options);
    yield* opened.reader.write(opened.decode(all));
  }
  yield* opened.reader.write(opened.decode(null));
  yield* opened.reader.end();
}

interface OpenedFile {
  readonly reader: StatementReader;
  /** Decodes a chunk; null ends the file. */
  decode(chunk: Uint8Array | null): string;
}

function openFile(head: Uint8Array, options: ReadOptions): OpenedFile {
  // All formats begin with ASCII characters, after an optional byte order mark.
  const start = Buffer.from(head.subarray(0, HEAD))
    .toString('latin1')
    .replace(/^\u00EF\u00BB\u00BF/, '')
    .trimStart();
  const reader = options.columnMap
    ? csvReader(options.columnMap)
    : start.startsWith('<')
      ? camtReader(options)
      : /^(\{1:|:20:|:25:|:940:)|\r?\n:20:/.test(start)
        ? mt940Reader()
        : null;
  if (!reader) throw new DomainError('receivables.statement_format_unknown', {});
  const declared = /^<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(start)?.[1];
  const decoder = decoderOf(options.encoding ?? declared ?? 'utf-8');
  return {
    reader,
    decode: (chunk) => {
      try {
        return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
      } catch {
        throw new DomainError('receivables.statement_encoding_wrong', { encoding: decoder.encoding });
      }
    },
  };
}

function decoderOf(encoding: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new DomainError('receivables.statement_encoding_wrong', { encoding });
  }
}
