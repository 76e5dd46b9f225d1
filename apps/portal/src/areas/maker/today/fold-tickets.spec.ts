import type { TicketRow } from '../../../api/types.js';
import { foldTickets } from './fold-tickets.js';

const ticket = (id: string, machine: string, severity: string, alarmId: string | null): TicketRow =>
  ({ id, machine: { id: machine }, severity, alarmId }) as unknown as TicketRow;

describe('foldTickets', () => {
  it('makes one row of what alarms of a machine opened, by the worst of them, in its place', () => {
    const folded = foldTickets([
      ticket('1', 'a', 'warning', 'x'),
      ticket('2', 'b', 'warning', 'y'),
      ticket('3', 'a', 'critical', 'z'),
      ticket('4', 'a', 'warning', 'w'),
    ]);
    expect(folded.map((one) => [one.ticket.id, one.others])).toEqual([
      ['3', 2],
      ['2', 0],
    ]);
  });

  it('leaves what people reported as it is', () => {
    const folded = foldTickets([ticket('1', 'a', 'warning', null), ticket('2', 'a', 'warning', null)]);
    expect(folded.map(({ others }) => others)).toEqual([0, 0]);
  });
});
