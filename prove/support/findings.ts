import { Person } from '../../measure/support/maker.js';
import type { PumpMachine } from './pump-world.js';

interface AlarmRow {
  code: string;
  raisedAt: string;
  clearedAt: string | null;
  ticket?: { number: string; state: string } | null;
}

interface InvoiceRow {
  id: string;
  total: { amount: string; currency: string };
  lines: {
    id: string;
    kind: string;
    quantity: string | null;
    unitPrice: string | null;
    amount: { amount: string } | null;
    state: string;
  }[];
}

/** The results from a machine's data, without ids and processing times, so that two runs can be compared. */
export interface Findings {
  alarms: string[];
  tickets: number;
  invoice: string;
}

export async function alarmsOf(person: Person, machine: PumpMachine): Promise<AlarmRow[]> {
  const rows = await person.all<AlarmRow>(`/alarms?state=all&machineId=${machine.id}`);
  return rows.sort((a, b) => a.code.localeCompare(b.code) || a.raisedAt.localeCompare(b.raisedAt));
}

export async function draftOf(person: Person, machine: PumpMachine, month: string): Promise<InvoiceRow> {
  const draft = await person.post<{ id: string }>('/invoices/drafts', {
    contractId: machine.contractId,
    month,
  });
  return person.get<InvoiceRow>(`/invoices/${draft.id}`);
}

export async function findingsOf(person: Person, machine: PumpMachine, month: string): Promise<Findings> {
  const alarms = await alarmsOf(person, machine);
  const invoice = await draftOf(person, machine, month);
  return {
    alarms: alarms.map((row) => `${row.code} ${row.raisedAt} ${row.clearedAt ?? 'open'}`),
    tickets: alarms.filter((row) => row.ticket).length,
    invoice: [
      invoice.total.amount,
      ...invoice.lines.map(
        (line) => `${line.kind} ${line.quantity} x ${line.unitPrice} = ${line.amount?.amount} ${line.state}`,
      ),
    ].join('; '),
  };
}

export interface ExportedRow {
  time: string;
  seq: string;
  values: Record<string, string>;
}

/** Returns the rows of a machine's raw CSV export. */
export async function exportOf(
  person: Person,
  machine: PumpMachine,
  from: string,
  to: string,
): Promise<ExportedRow[]> {
  const text = await person.text(`/machines/${machine.id}/readings.csv?from=${from}&to=${to}`);
  const [head, ...lines] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  const columns = head!.split(';');
  return lines.map((line) => {
    const cells = line.split(';');
    const row = Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
    const { device_time: time, seq, ...values } = row;
    return { time: new Date(time!).toISOString(), seq: seq!, values };
  });
}
