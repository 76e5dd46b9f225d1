import { fold } from './nearest.js';

export const IMPORT_KINDS = ['customers', 'sites', 'machines'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** A column that an import understands. */
export interface ImportColumn {
  readonly field: string;
  readonly isRequired: boolean;
  /** Other headers that people's files use for it; compared without case, blanks and signs. */
  readonly alsoCalled: readonly string[];
  /** What the template shows. */
  readonly example: string;
}

const column = (
  field: string,
  isRequired: boolean,
  example: string,
  ...alsoCalled: string[]
): ImportColumn => ({
  field,
  isRequired,
  alsoCalled,
  example,
});

/** The columns of each kind of file in the order of its template. */
export const IMPORT_COLUMNS: Readonly<Record<ImportKind, readonly ImportColumn[]>> = {
  customers: [
    column('code', true, 'C-PL-9', 'customer code', 'customer no', '客户编号'),
    column('name', true, 'Przyklad Sp. z o.o.', 'customer name', 'customer', '客户名称'),
    column('country', true, 'PL', 'country code', '国家'),
    column('language', false, 'pl', '语言'),
    column('industry', false, 'furniture', '行业'),
    column('tax_id', false, '', 'tax number', 'vat', 'nip', 'rfc', 'npwp', '税号'),
    column('hub', false, 'WAW', '服务中心'),
  ],
  sites: [
    column('code', true, 'S-PL-9', 'site code', 'plant code', '站点编号'),
    column('name', true, 'Otwock plant', 'site name', 'site', 'plant', '站点名称'),
    column('customer', true, 'C-PL-9', 'customer code', 'client', '客户'),
    column('address', false, 'ul. Przykladowa 1', 'street', '地址'),
    column('city', false, 'Otwock', 'town', '城市'),
    column('country', true, 'PL', 'country code', '国家'),
    column('latitude', false, '52.11', 'lat', '纬度'),
    column('longitude', false, '21.26', 'lon', 'lng', '经度'),
    column('zone', true, 'Europe/Warsaw', 'time zone', 'tz', '时区'),
    column('hub', false, 'WAW', '服务中心'),
    column('access_notes', false, '', 'access', 'gate', '进厂须知'),
  ],
  machines: [
    column('serial', true, 'BH75V-2611-161', 'serial no', 'serial number', '序列号'),
    column('model', true, 'BH-75V', 'type', 'model code', '型号'),
    column('site', false, 'S-PL-9', 'site code', 'plant', '站点'),
    column('customer', false, 'C-PL-9', 'customer code', 'client', '客户'),
    column('owner', false, 'maker', 'title', '所有权'),
    column('shipped_on', false, '2026-11-02', 'shipped', '发货日期'),
    column('commissioned_on', false, '2026-11-09', 'commissioned', '调试日期'),
    column('connection', false, 'maker SIM', '联网方式'),
    column('device', false, 'BH75V-2611-161', 'controller', 'device code', '控制器'),
  ],
};

/** Which column of the file stands for which field; null where it is not imported. */
export interface ColumnMatch {
  readonly fields: readonly (string | null)[];
  /** Required fields that no column stands for. */
  readonly missing: readonly string[];
  /** Positions of columns whose field another column before them stands for already. */
  readonly doubled: readonly number[];
}

/**
 * Matches the headers of a file to the fields of a kind: by a mapping that the person chose, else by name. A name that a
 * column carries exactly wins over another column's nickname.
 * @param chosen by header: the field, or null to leave the column out
 */
export function matchColumns(
  kind: ImportKind,
  headers: readonly string[],
  chosen: Readonly<Record<string, string | null>> = {},
): ColumnMatch {
  const columns = IMPORT_COLUMNS[kind];
  const byName = new Map(columns.map(({ field }) => [fold(field), field]));
  const byNickname = new Map(
    columns.flatMap(({ field, alsoCalled }) => alsoCalled.map((name) => [fold(name), field])),
  );
  const exact = new Set(
    headers.map((header) => byName.get(fold(header))).filter((field) => field !== undefined),
  );
  const taken = new Set<string>();
  const doubled: number[] = [];
  const fields = headers.map((header, index) => {
    const field = Object.hasOwn(chosen, header) ? knownOf(chosen[header]) : findField(header);
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

  /** A field that there is; what else a person may have written stands for nothing. */
  function knownOf(field: string | null | undefined): string | null {
    return columns.some((each) => each.field === field) ? field! : null;
  }

  function findField(header: string): string | undefined {
    const name = byName.get(fold(header));
    if (name !== undefined) return name;
    const nickname = byNickname.get(fold(header));
    return nickname !== undefined && !exact.has(nickname) ? nickname : undefined;
  }
}
