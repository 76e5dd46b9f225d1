import { proposeColumns, recogniseHead } from './recognise.js';

const KNOWN = new Set(['pressure_bar', 'run_hours_total', 'state']);

describe('recogniseHead', () => {
  it('detects a CSV file by its first rows', () => {
    const text = 'sep=;\r\nDatum;Serial;pressure_bar;;x;x\r\n31.12.2026 10:00;SN-1;6,5;;1;2\r\n';
    const head = recogniseHead(text, { zone: 'Europe/Berlin' });
    expect(head.dialect).toEqual({
      format: 'csv',
      delimiter: ';',
      decimal: ',',
      zone: 'Europe/Berlin',
      dayFirst: true,
    });
    expect(head.columns).toEqual(['Datum', 'Serial', 'pressure_bar', '#4', 'x', 'x #6']);
    expect(head.records.map(({ cells }) => cells[0])).toEqual(['31.12.2026 10:00']);
    expect(text.slice(head.bytes).trimStart()).toMatch(/^31/);
  });

  it('detects NDJSON', () => {
    const head = recogniseHead('{"ts":1798761600123,"g":{"pressure_bar":6.5}}\n', {});
    expect(head).toMatchObject({
      dialect: { format: 'ndjson' },
      columns: ['ts', 'g.pressure_bar'],
      bytes: 0,
    });
  });

  it('lets explicit settings win', () => {
    const chosen = { delimiter: ',', decimal: '.', dayFirst: false, format: 'csv' } as const;
    expect(recogniseHead('a;b,c\n1;2,3\n', chosen)).toMatchObject({ dialect: chosen, columns: ['a;b', 'c'] });
  });
});

describe('proposeColumns', () => {
  it('finds time, machine, number and signals by name', () => {
    const text = 'seq,serial,timestamp,pressure_bar,other\n1,SN-1,2026-10-01 10:00,6.5,1\n';
    expect(proposeColumns(recogniseHead(text, {}), KNOWN)).toEqual({
      time: 'timestamp',
      seq: 'seq',
      source: 'serial',
      signals: [{ column: 'pressure_bar', signal: 'pressure_bar' }],
    });
  });

  it('finds the values of messages of the native format', () => {
    const text =
      '{"ts":1798761600123,"seq":1,"c":{"run_hours_total":1},"g":{"pressure_bar":6.5},"state":"load"}\n';
    expect(proposeColumns(recogniseHead(text, {}), KNOWN)).toEqual({
      time: 'ts',
      seq: 'seq',
      source: null,
      signals: [
        { column: 'c.run_hours_total', signal: 'run_hours_total' },
        { column: 'g.pressure_bar', signal: 'pressure_bar' },
        { column: 'state', signal: 'state' },
      ],
    });
  });

  it('accepts a formatted date as the time, but no plain number without a name', () => {
    expect(proposeColumns(recogniseHead('x;y\n1798761600;01.10.2026 10:00\n', {}), KNOWN).time).toBe('y');
    expect(proposeColumns(recogniseHead('x;y\n1798761600;1\n', {}), KNOWN).time).toBeNull();
    expect(proposeColumns(recogniseHead('run time;y\n12;1\n', {}), KNOWN).time).toBeNull();
  });
});
