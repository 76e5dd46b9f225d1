import type { ErrorParams } from '#platform/domain';
import type { Cell } from './cells.js';
import type { ImportFault, ImportTable } from './fault.js';
import { findNamed } from './known-registry.js';
import { type Named, findNearest } from './nearest.js';

/**
 * Matches invisible characters, such as control characters, zero-width spaces and direction marks. They can make two
 * serials that look the same differ.
 */
const INVISIBLE = /[^\P{C}\t\n\r]/u;

const SEVERAL_LINES: readonly string[] = ['address', 'access_notes'];

/** Reads the cells of one row by field and collects their faults. */
export class RowCheck {
  readonly faults: ImportFault[] = [];

  constructor(
    readonly row: number,
    private readonly headers: ReadonlyMap<string, string>,
    private readonly cells: ReadonlyMap<string, string>,
    /**
     * Cache of nearest matches for all rows of the file, because the same error, such as a wrong zone, often occurs in
     * every row.
     */
    private readonly near: Map<string, string | undefined>,
  ) {}

  /** Returns the cell's trimmed text. It is also empty if the file has no such column. */
  text(field: string, { isRequired = false, max = 200 } = {}): string {
    const value = this.cells.get(field) ?? '';
    if (value === '' && isRequired) this.fault(field, 'import.value_missing');
    if (value.length > max) this.fault(field, 'import.value_too_long', { max });
    return value;
  }

  /** Returns the cell's text, and adds a fault if it does not have the required format. */
  matching(field: string, isRight: (text: string) => boolean, code: string, isRequired = true): string {
    const value = this.text(field, { isRequired });
    if (value !== '' && !isRight(value)) this.fault(field, code);
    return value;
  }

  /** Returns the cell's text, which must be one of the words. If it is not, the fault proposes the nearest word. */
  oneOf(
    field: string,
    words: readonly Named[],
    { isRequired = true, code = 'import.not_one_of' } = {},
  ): string {
    const value = this.text(field, { isRequired });
    if (value === '' || words.some((word) => word.code === value)) return value;
    const allowed = words.length <= 10 ? words.map((word) => word.code).join(', ') : null;
    const key = `${field} ${value}`;
    if (!this.near.has(key)) this.near.set(key, findNearest(value, words)?.code);
    this.fault(field, code, { allowed }, this.near.get(key));
    return value;
  }

  /** Parses a cell with `read`. Returns undefined if the cell is empty or invalid. */
  parsed<Value>(field: string, read: (text: string) => Cell<Value>): Value | undefined {
    const value = this.text(field);
    if (value === '') return undefined;
    const cell = read(value);
    if ('value' in cell) return cell.value;
    this.fault(field, cell.code, cell.params, cell.proposal);
    return undefined;
  }

  /**
   * Returns the registered object with this code or unique name. If there is none, the fault proposes the nearest code.
   */
  reference<Thing extends Named>(
    field: string,
    candidates: readonly Thing[],
    isRequired: boolean,
  ): Thing | undefined {
    const value = this.text(field, { isRequired });
    if (value === '') return undefined;
    const result = findNamed(value, candidates);
    if ('found' in result) return result.found;
    if (result.namesakes > 1) {
      this.fault(field, 'import.name_ambiguous', { count: result.namesakes });
    } else {
      const near = findNearest(value, candidates);
      this.fault(field, `import.${field}_unknown`, { nearest: near?.name ?? null }, near?.code);
    }
    return undefined;
  }

  fault(field: string, code: string, params: ErrorParams = {}, proposal?: string): void {
    this.faults.push({
      row: this.row,
      column: this.headers.get(field) ?? field,
      field,
      value: this.cells.get(field) ?? '',
      code,
      params,
      ...(proposal !== undefined && { proposal }),
    });
  }
}

/** Creates the checks of all rows, given the field of each column. */
export function createRowChecks(table: ImportTable, fields: readonly (string | null)[]): RowCheck[] {
  const headers = new Map(
    fields.flatMap((field, index) => (field === null ? [] : [[field, table.headers[index]!] as const])),
  );
  const near = new Map<string, string | undefined>();
  return table.rows.map(({ row, cells }) => {
    const byField = fields.flatMap((field, index) =>
      field === null ? [] : [[field, (cells[index] ?? '').trim()] as const],
    );
    const check = new RowCheck(row, headers, new Map(byField), near);
    for (const [field, value] of byField)
      if (hasInvisibleCharacters(field, value)) check.fault(field, 'import.invisible_sign');
    return check;
  });
}

function hasInvisibleCharacters(field: string, value: string): boolean {
  return INVISIBLE.test(value) || (!SEVERAL_LINES.includes(field) && /[\t\n\r]/.test(value));
}

/**
 * Adds faults for values of a field that must be unique within the file. Each fault contains the number of the first
 * row with the same text.
 */
export function addDuplicateFaults(checks: readonly RowCheck[], field: string): void {
  const firstRows = new Map<string, number>();
  for (const check of checks) {
    const value = check.text(field, { max: Infinity });
    if (value === '') continue;
    const firstRow = firstRows.get(value);
    if (firstRow === undefined) firstRows.set(value, check.row);
    else check.fault(field, 'import.repeated_in_file', { firstRow });
  }
}
