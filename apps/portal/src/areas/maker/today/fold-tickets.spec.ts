import type { TicketRow } from '../../../api/types.js';
import { foldTickets } from './fold-tickets.js';

const ticket = (id: string, machine: string, severity: string, alarmId: string | null): TicketRow =>
  ({ id, machine: { id: machine }, severity, alarmId }) as unknown as TicketRow;

describe('foldTickets', () => {
  it('combines the alarm tickets of a machine into one row at the position of the worst ticket', () => {
    const folded = foldTickets([
      ticket('1', 'a', 'warning', 'x'),
      ticket('2', 'b', 'warning', 'y'),
      ticket('3', 'a', 'critical', 'z'),
      ticket('4', 'a', 'warning', 'w'),
    ]);
    expect(folded.map((folded) => [folded.ticket.id, folded.others])).toEqual([
      ['3', 2],
      ['2', 0],
    ]);
  });

  it('keeps tickets reported by people separate', () => {
    const folded = foldTickets([ticket('1', 'a', 'warning', null), ticket('2', 'a', 'warning', null)]);
    expect(folded.map(({ others }) => others)).toEqual([0, 0]);
  });
});
