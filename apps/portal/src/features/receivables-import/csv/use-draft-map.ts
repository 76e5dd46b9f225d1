import { useMemo, useState } from 'react';
import type { ColumnMap, StatementImport } from '../../../api/types.js';
import {
  type DraftMap,
  draftOf,
  guessColumns,
  guessMap,
  mapOf,
  type OwnAccount,
  type SampleTable,
  tableOf,
} from './draft-map.js';
import { decodeSample, type Encoding, guessEncoding } from './sample.js';
import type { FileSample } from './use-sample.js';

interface DraftMapEditor {
  readonly draft: DraftMap;
  readonly encoding: Encoding;
  /** The first rows; null if the file cannot be read in the encoding. */
  readonly table: SampleTable | null;
  readonly columnMap: ColumnMap;
  readonly change: (part: Partial<DraftMap>) => void;
  /** Changes the delimiter or the headers, and guesses the columns again. */
  readonly changeLayout: (part: Partial<Pick<DraftMap, 'delimiter' | 'skippedRows' | 'hasHeaders'>>) => void;
  readonly changeEncoding: (encoding: Encoding) => void;
  readonly use: (map: ColumnMap) => void;
}

/** Edits the column map of a CSV file, starting with the one with which the file was last read, or with a guess. */
export function useDraftMap(
  { options }: Pick<StatementImport, 'options'>,
  sample: FileSample,
  accounts: readonly OwnAccount[],
): DraftMapEditor {
  const [encoding, changeEncoding] = useState<Encoding>(
    () => options.encoding ?? guessEncoding(sample.bytes),
  );
  const text = useMemo(() => decodeSample(sample.bytes, encoding), [sample, encoding]);
  const [draft, setDraft] = useState<DraftMap>(() =>
    options.columnMap === undefined ? guessMap(text ?? '', accounts) : draftOf(options.columnMap, text),
  );
  const { delimiter, skippedRows, hasHeaders } = draft;
  const table = useMemo(
    () => (text === null ? null : tableOf(text, { delimiter, skippedRows, hasHeaders })),
    [text, delimiter, skippedRows, hasHeaders],
  );
  return {
    draft,
    encoding,
    table,
    columnMap: mapOf(draft, table?.headers ?? []),
    change: (part) => setDraft((before) => ({ ...before, ...part })),
    changeLayout: (part) =>
      setDraft((before) => {
        const { account, currency, debitMarks } = before;
        return {
          ...guessColumns(text ?? '', { ...before, ...part }, accounts),
          account,
          currency,
          debitMarks,
        };
      }),
    changeEncoding,
    use: (map) => setDraft(draftOf(map, text)),
  };
}
