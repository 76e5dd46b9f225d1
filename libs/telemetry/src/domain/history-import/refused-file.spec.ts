import { parseCsvRecords } from './records.js';
import { refusedHeader, refusedLine } from './refused-file.js';

describe('the file of rejected rows', () => {
  it('contains the rows of a CSV file unchanged after their errors', () => {
    const text =
      refusedHeader('csv', ';', 'time;"a;b"') +
      refusedLine('csv', ';', {
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
      refusedHeader('ndjson', ',', '') +
      refusedLine('ndjson', ',', { row: 1, reason: 'not_json', column: null, value: '', raw: '{"a":1,' });
    expect(parseCsvRecords(text, ',').map(({ cells }) => cells)).toEqual([
      ['row', 'reason', 'column', 'value', 'line'],
      ['1', 'not_json', '', '', '{"a":1,'],
    ]);
  });
});
