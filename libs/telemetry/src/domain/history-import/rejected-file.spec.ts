import { parseCsvRecords } from './records.js';
import { formatRejectedHeader, formatRejectedLine } from './rejected-file.js';

describe('the file of rejected rows', () => {
  it('contains the rows of a CSV file unchanged after their errors', () => {
    const text =
      formatRejectedHeader('csv', ';', 'time;"a;b"') +
      formatRejectedLine('csv', ';', {
        row: 7,
        reason: 'value_not_number',
        column: 'a;b',
        value: 'x"',
        raw: '1;"x"""',
      });
    expect(parseCsvRecords(text, ';').map(({ cells }) => cells)).toEqual([
      ['row', 'reason', 'column', 'value', 'time', 'a;b'],
      ['7', 'value_not_number', 'a;b', 'x"', '1', 'x"'],
    ]);
  });

  it('contains the lines of NDJSON as texts', () => {
    const text =
      formatRejectedHeader('ndjson', ',', '') +
      formatRejectedLine('ndjson', ',', {
        row: 1,
        reason: 'not_json',
        column: null,
        value: '',
        raw: '{"a":1,',
      });
    expect(parseCsvRecords(text, ',').map(({ cells }) => cells)).toEqual([
      ['row', 'reason', 'column', 'value', 'line'],
      ['1', 'not_json', '', '', '{"a":1,'],
    ]);
  });
});
