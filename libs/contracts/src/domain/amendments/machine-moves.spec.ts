import { findMoveFaults, type MoveInput, withSiteNames } from './machine-moves.js';

const CONTENT = {
  customerId: 'ours',
  machines: [
    { id: '1', machineId: 'm-1', from: '2026-01-01', to: null },
    { id: '2', machineId: 'm-2', from: '2026-01-01', to: '2026-11-01' },
    { id: '3', machineId: 'm-3', from: '2026-12-01', to: null },
  ],
};
const site = (id: string, customerId = 'ours', isArchived = false) => ({
  id,
  name: `Site ${id}`,
  customerId,
  isArchived,
});
const FACTS = {
  sites: [site('old'), site('new'), site('theirs', 'others'), site('closed', 'ours', true)],
  standing: new Map([['m-1', 'old']]),
};
const move = (machineId: string, siteId: string): MoveInput => ({ machineId, siteId });

describe('moves of machines within a customer', () => {
  it.each<[string, MoveInput[], string[]]>([
    ['to another site', [move('m-1', 'new')], []],
    [
      'of a machine that left the contract',
      [move('m-2', 'new')],
      ['/moveMachines/0/machineId machine_not_in_contract'],
    ],
    [
      'of a machine that joins later',
      [move('m-3', 'new')],
      ['/moveMachines/0/machineId machine_not_in_contract'],
    ],
    ['twice', [move('m-1', 'new'), move('m-1', 'old')], ['/moveMachines/1/machineId machine_moved_twice']],
    ['to their present site', [move('m-1', 'old')], ['/moveMachines/0/siteId machine_at_site']],
    ['to another customer', [move('m-1', 'theirs')], ['/moveMachines/0/siteId site_of_another_customer']],
    ['to an archived site', [move('m-1', 'closed')], ['/moveMachines/0/siteId site_not_found']],
    ['to an unknown site', [move('m-1', 'nowhere')], ['/moveMachines/0/siteId site_not_found']],
  ])('%s', (_, moves, faults) => {
    const found = findMoveFaults(moves, CONTENT, '2026-11-01', FACTS);
    expect(found.map(({ pointer, code }) => `${pointer} ${code.replace('contracts.', '')}`)).toEqual(faults);
  });

  it('keep the site’s name as accepted', () => {
    expect(withSiteNames([move('m-1', 'new')], FACTS)).toEqual([
      { machineId: 'm-1', siteId: 'new', siteName: 'Site new' },
    ]);
  });
});
