import { LiveGateway } from './live.gateway.js';
import { listSocketEvents } from './socket-events.js';

describe('socket events', () => {
  it('declare a permission', () => {
    expect(listSocketEvents(LiveGateway)).toEqual([
      { event: 'watch', handler: 'LiveGateway.watch', access: { kind: 'permission', anyOf: ['fleet.read'] } },
      {
        event: 'unwatch',
        handler: 'LiveGateway.unwatch',
        access: { kind: 'permission', anyOf: ['fleet.read'] },
      },
    ]);
  });
});
