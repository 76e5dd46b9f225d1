import pg from 'pg';
import ts from 'typescript';
import type { ResultColumn } from './describe-query.js';
import type { DeclaredRow } from './query-sites.js';

/** A result's column with the driver's conversion. */
export interface ComparedColumn extends ResultColumn {
  readonly typeName: string;
  /** A value as returned by the driver. */
  readonly sample: unknown;
  /** Name of the column in its table if the column is nullable; undefined for other columns and for expressions. */
  readonly nullableColumn: string | undefined;
}

interface TypeRow {
  readonly name: string;
  readonly category: string;
  readonly elementId: number;
}

/** Determines the types and tables of result columns from PostgreSQL's system catalogue. */
export class Catalogue {
  private constructor(
    private readonly types: ReadonlyMap<number, TypeRow>,
    private readonly nullable: ReadonlyMap<string, string>,
  ) {}

  static async load(client: pg.Client): Promise<Catalogue> {
    const types = await client.query<TypeRow & { id: number }>(
      `select oid as id, typname as name, typcategory as category, typelem as "elementId" from pg_type`,
    );
    const columns = await client.query<{ key: string; name: string }>(
      `select attrelid || ' ' || attnum as key, attname as name
         from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relkind in ('r', 'p') and not attnotnull and attnum > 0`,
    );
    return new Catalogue(
      new Map(types.rows.map((row) => [row.id, row])),
      new Map(columns.rows.map(({ key, name }) => [key, name])),
    );
  }

  describe(column: ResultColumn): ComparedColumn {
    const { typeId, tableId, columnNumber } = column;
    const parse: (text: string) => unknown = pg.types.getTypeParser(typeId, 'text');
    return {
      ...column,
      typeName: this.types.get(typeId)!.name,
      sample: parse(this.literal(typeId)),
      nullableColumn: this.nullable.get(`${tableId} ${columnNumber}`),
    };
  }

  /** Returns a literal of a type in PostgreSQL's notation. */
  private literal(typeId: number): string {
    const { name, category, elementId } = this.types.get(typeId)!;
    if (category === 'A') return `{${this.literal(elementId)}}`;
    if (name === 'json' || name === 'jsonb') return '{}';
    if (name === 'bytea') return '\\x00';
    return { B: 't', N: '1', D: '2026-10-01 00:00:00+00', T: '1 day' }[category] ?? 'text';
  }
}

/** @returns a description of each error in the declared row */
export function compareRow(
  checker: ts.TypeChecker,
  row: DeclaredRow,
  columns: readonly ComparedColumn[],
  text: string,
): string[] {
  switch (row.kind) {
    case 'unread':
      return [];
    case 'undeclared':
      return columns.length === 0
        ? []
        : [`no row is declared for ${columns.map(({ name }) => name).join(', ')}`];
    case 'positions':
      return row.types.length === columns.length
        ? row.types.flatMap((type, index) => compareColumn(checker, type, columns[index]!, text))
        : [`${row.types.length} positions are declared for ${columns.length} columns`];
    case 'columns':
      return compareColumns(checker, row.columns, columns, text);
  }
}

function compareColumns(
  checker: ts.TypeChecker,
  declared: ReadonlyMap<string, ts.Type>,
  columns: readonly ComparedColumn[],
  text: string,
): string[] {
  const names = columns.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const missing = [...declared].filter(
    ([name, type]) => !names.includes(name) && !mayBe(type, ts.TypeFlags.Undefined),
  );
  return [
    ...twice.map((name) => `${name} is selected twice`),
    ...missing.map(([name]) => `${name} is declared but not selected`),
    ...columns.flatMap((column) => {
      const type = declared.get(column.name);
      return type
        ? compareColumn(checker, type, column, text)
        : [`${column.name} is selected but not declared`];
    }),
  ];
}

function compareColumn(
  checker: ts.TypeChecker,
  type: ts.Type,
  column: ComparedColumn,
  text: string,
): string[] {
  const { name, typeName, sample, nullableColumn } = column;
  const typeText = checker.typeToString(type);
  const faults: string[] = [];
  if (!holds(checker, type, sample, typeName)) faults.push(`${name} is ${typeName}, declared ${typeText}`);
  if (nullableColumn !== undefined && !mayBe(type, ts.TypeFlags.Null) && !excludesNull(text, nullableColumn))
    faults.push(`${name} can be null, declared ${typeText}`);
  return faults;
}

/** Returns true when a query compares a column, so that rows with null are excluded. */
function excludesNull(text: string, column: string): boolean {
  const name = `(\\w+\\.)?${column}\\b`;
  return new RegExp(`${name}\\s*(is not null|=|<|>|@>)|=\\s*${name}`).test(text);
}

/** Returns true when a type accepts a value returned by the driver. */
function holds(checker: ts.TypeChecker, type: ts.Type, sample: unknown, typeName: string): boolean {
  if (type.isUnion()) {
    const parts = type.types.filter(({ flags }) => !(flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)));
    return parts.every((part) => holds(checker, part, sample, typeName));
  }
  if (type.isIntersection()) return type.types.some((part) => holds(checker, part, sample, typeName));
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return true;
  // The content of json is defined by the text of the query, not by the catalogue.
  if (typeName === 'json' || typeName === 'jsonb') return true;
  if (typeof sample === 'string') return (type.flags & ts.TypeFlags.StringLike) !== 0;
  if (typeof sample === 'number') return (type.flags & ts.TypeFlags.NumberLike) !== 0;
  if (typeof sample === 'boolean') return (type.flags & ts.TypeFlags.BooleanLike) !== 0;
  if (sample instanceof Date) return type.symbol?.name === 'Date';
  if (Buffer.isBuffer(sample)) return ['Buffer', 'Uint8Array'].includes(type.symbol?.name ?? '');
  if (!Array.isArray(sample)) return false;
  const item = checker.isArrayType(type) && checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  return item ? holds(checker, item, sample[0], typeName.replace(/^_/, '')) : false;
}

function mayBe(type: ts.Type, flag: ts.TypeFlags): boolean {
  const parts = type.isUnion() ? type.types : [type];
  return parts.some(({ flags }) => (flags & (flag | ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0);
}
