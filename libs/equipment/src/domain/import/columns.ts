import { fold } from './nearest.js';

export const IMPORT_KINDS = ['customers', 'sites', 'machines'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** A column of an import file. */
export interface ImportColumn {
  readonly field: string;
  readonly isRequired: boolean;
  /** Other headers that map to the column. Case, spaces and punctuation are ignored. */
  readonly aliases: readonly string[];
  /** The example value in the template. */
  readonly example: string;
}

/**
 * Defines a column: its field, whether it is required, the example value in the template, and other headers that map
 * to it.
 */
export const importColumn = (
  field: string,
  isRequired: boolean,
  example: string,
  ...aliases: string[]
): ImportColumn => ({
  field,
  isRequired,
  aliases,
  example,
});

/** The columns of each kind of file, in the order of its template. */
export const IMPORT_COLUMNS: Readonly<Record<ImportKind, readonly ImportColumn[]>> = {
  customers: [
    importColumn('code', true, 'C-001', 'customer code', 'customer no', '客户编号'),
    importColumn('name', true, 'Przyklad Sp. z o.o.', 'customer name', 'customer', '客户名称'),
    importColumn('country', true, 'PL', 'country code', '国家'),
    importColumn('language', false, 'pl', '语言'),
    importColumn('industry', false, 'furniture', '行业'),
    importColumn('tax_id', false, '', 'tax number', 'vat', 'nip', 'rfc', 'npwp', '税号'),
    importColumn('hub', false, '', '服务中心'),
  ],
  sites: [
    importColumn('code', true, 'S-001', 'site code', 'plant code', '站点编号'),
    importColumn('name', true, 'Otwock plant', 'site name', 'site', 'plant', '站点名称'),
    importColumn('customer', true, 'C-001', 'customer code', 'client', '客户'),
    importColumn('address', false, 'ul. Przykladowa 1', 'street', '地址'),
    importColumn('city', false, 'Otwock', 'town', '城市'),
    importColumn('country', true, 'PL', 'country code', '国家'),
    importColumn('latitude', false, '52.11', 'lat', '纬度'),
    importColumn('longitude', false, '21.26', 'lon', 'lng', '经度'),
    importColumn('zone', true, 'Europe/Warsaw', 'time zone', 'tz', '时区'),
    importColumn('hub', false, '', '服务中心'),
    importColumn('access_notes', false, '', 'access', 'gate', '进厂须知'),
  ],
  machines: [
    importColumn('serial', true, 'SN-001', 'serial no', 'serial number', '序列号'),
    importColumn('model', true, 'MODEL-1', 'type', 'model code', '型号'),
    importColumn('site', false, 'S-001', 'site code', 'plant', '站点'),
    importColumn('customer', false, 'C-001', 'customer code', 'client', '客户'),
    importColumn('owner', false, 'maker', 'title', '所有权'),
    importColumn('shipped_on', false, '2026-11-02', 'shipped', '发货日期'),
    importColumn('commissioned_on', false, '2026-11-09', 'commissioned', '调试日期'),
    importColumn('connection', false, 'maker SIM', '联网方式'),
    importColumn('device', false, 'SN-001', 'controller', 'device code', '控制器'),
  ],
};

/**
 * Result of mapping a file's columns. `fields` contains the field of each column; null if the column isn't imported.
 */
export interface ColumnMatch {
  readonly fields: readonly (string | null)[];
  /** Required fields without a column. */
  readonly missing: readonly string[];
  /** Indexes of columns that map to the same field as an earlier column. */
  readonly doubled: readonly number[];
}

/**
 * Maps the headers of a file to fields: by the user's mapping, or otherwise by name. An exact name takes precedence
 * over another column's alias.
 * @param chosen field by header, or null to leave the column out
 */
export function matchColumns(
  columns: readonly ImportColumn[],
  headers: readonly string[],
  chosen: Readonly<Record<string, string | null>> = {},
): ColumnMatch {
  const byName = new Map(columns.map(({ field }) => [fold(field), field]));
  const byAlias = new Map(
    columns.flatMap(({ field, aliases }) => aliases.map((name) => [fold(name), field])),
  );
  const exact = new Set(
    headers.map((header) => byName.get(fold(header))).filter((field) => field !== undefined),
  );
  const taken = new Set<string>();
  const doubled: number[] = [];
  const fields = headers.map((header, index) => {
    const field = Object.hasOwn(chosen, header) ? resolveKnownField(chosen[header]) : findField(header);
    if (field === undefined || field === null) return null;
    if (taken.has(field)) {
      doubled.push(index);
      return null;
    }
    taken.add(field);
    return field;
  });
  const missing = columns
    .filter(({ field, isRequired }) => isRequired && !taken.has(field))
    .map(({ field }) => field);
  return { fields, missing, doubled };

  /** Returns the field if it exists. Unknown fields in the user's mapping are ignored. */
  function resolveKnownField(field: string | null | undefined): string | null {
    return columns.some((each) => each.field === field) ? field! : null;
  }

  function findField(header: string): string | undefined {
    const name = byName.get(fold(header));
    if (name !== undefined) return name;
    const alias = byAlias.get(fold(header));
    return alias !== undefined && !exact.has(alias) ? alias : undefined;
  }
}
