import { escalatedRoles } from './escalated-roles.js';

describe('roles of an escalation', () => {
  it.each(['alarm.critical', 'ticket.opened'] as const)('are the maker’s, for %s', (type) => {
    expect(escalatedRoles(type)).toEqual([
      'admin',
      'manager',
      'finance',
      'dispatcher',
      'engineer',
      'planner',
      'technician',
    ]);
  });
});
