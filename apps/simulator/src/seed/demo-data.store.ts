import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DemoEscalator } from '../domain/contents/demo-index-clause.js';

/** Table as in the demo file: the column names once, then the values of each row. */
interface Table {
  columns: string[];
  rows: unknown[][];
}

export interface DemoHub {
  id: string;
  country: string;
  name: string;
  tz: string;
  hours: { days: number[]; open: string; close: string };
  emergency_24x7: boolean;
  languages: string[];
  lat: number;
  lon: number;
  entity: string;
  tax: Record<string, string>;
  currency: string;
}

export interface DemoModel {
  id: string;
  name: string;
  drive: 'fixed' | 'vsd' | 'vsd2';
  kw: number;
  fad_min_m3min: number | null;
  fad_max_m3min: number;
  pressure_bar: number;
  specific_power_kw_per_m3min: number;
  noise_db: number;
  mass_kg: number;
  hs6: string;
  list_usd: number;
  pcf_kg_co2e_cradle_to_gate: number;
  steel_alu_mass_kg: number;
}

export interface DemoPart {
  id: string;
  name: string;
  name_zh: string;
  hs6: string;
  price_usd: number;
  mass_kg: number;
  interval_h: number | null;
  lead_days_from_cn: number;
  critical: 0 | 1;
  fits: string[];
  core_deposit_usd: number;
}

export interface DemoKit {
  id: string;
  trigger_h: number;
  once?: boolean;
  parts: [string, number][];
  labour_h: number;
}

export interface DemoTechnician {
  id: string;
  name: string;
  hub: string;
  skills: string[];
  languages: string[];
  certificates: [string, string][];
  level: number;
}

export interface DemoCustomer {
  id: string;
  name: string;
  country: string;
  industry: string;
  city: string;
  lat: number;
  lon: number;
  language: string;
  tax_id: string;
  hub: string;
}

export interface DemoContract {
  id: string;
  customer: string;
  plan: 'AIR-BASE' | 'AIR-PPU' | 'AIR-MIN' | 'HOUR' | 'CARE' | 'PARTS' | 'SOFT';
  currency: string;
  start: string;
  term_months: number;
  price: Record<string, unknown>;
  payment_days?: number;
  machines?: string[];
  escalator?: DemoEscalator;
  [term: string]: unknown;
}

export interface DemoMachine {
  id: string;
  serial: string;
  model: string;
  customer: string;
  contract: string;
  commissioned: string;
  owner: 'maker' | 'customer';
  run_hours: number;
  load_hours: number;
  controller_fw: string;
  gateway_fw: string;
  connection: string;
  billing_flow_meter: string | null;
  thermo_valve_lot: string | null;
}

export interface DemoSignal {
  key: string;
  unit: string;
  kind: 'counter' | 'gauge' | 'state' | 'event';
  warn: string | null;
  trip: string | null;
  note: string;
}

/** Demo data as plain objects, with the dates and instants of the demo file. */
export interface DemoData {
  asOf: string;
  /** Amount of each currency per euro. */
  perEur: Record<string, number>;
  maker: { name_en: string; name_zh: string; brand: string; country: string };
  hubs: DemoHub[];
  depots: { id: string; hub: string; kind: string; returns: Record<string, unknown> }[];
  /** Holidays by country. */
  holidays: Record<string, string[]>;
  models: DemoModel[];
  parts: DemoPart[];
  kits: DemoKit[];
  bom: { model: string; assemblies: { a: string; parts: [string, number][] }[] }[];
  stock: { depot: string; part: string; qty: number; min: number; max: number; lot: string }[];
  technicians: DemoTechnician[];
  customers: DemoCustomer[];
  plans: { id: string; name: Record<string, string>; structure: string; [term: string]: unknown }[];
  contracts: DemoContract[];
  machines: DemoMachine[];
  signals: DemoSignal[];
}

/** Reads `demo/demo-seed.json` from the source tree. Also works if the product runs from `dist`. */
export function readDemoData(): DemoData {
  const raw = JSON.parse(readFileSync(locateDemoFile(), 'utf8')) as Record<string, unknown>;
  const table = <Row>(name: string): Row[] => toObjects<Row>(raw[name] as Table);
  return {
    asOf: raw['as_of'] as string,
    perEur: raw['fx_illustrative_per_eur'] as DemoData['perEur'],
    maker: raw['maker'] as DemoData['maker'],
    hubs: raw['hubs'] as DemoHub[],
    depots: raw['depots'] as DemoData['depots'],
    holidays: raw['holidays'] as DemoData['holidays'],
    models: table('models'),
    parts: table('parts'),
    kits: raw['kits'] as DemoKit[],
    bom: raw['bom'] as DemoData['bom'],
    stock: table('stock'),
    technicians: table('technicians'),
    customers: table('customers'),
    plans: raw['plans'] as DemoData['plans'],
    contracts: raw['contracts'] as DemoContract[],
    machines: table('machines'),
    signals: table('signals'),
  };
}

function toObjects<Row>({ columns, rows }: Table): Row[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])) as Row);
}

function locateDemoFile(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const path = join(folder, 'apps/simulator/demo/demo-seed.json');
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) throw new Error('apps/simulator/demo/demo-seed.json is missing');
  }
}
