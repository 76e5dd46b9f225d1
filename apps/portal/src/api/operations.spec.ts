import { expectTypeOf } from 'vitest';
import type { ResponseBodyOf, BodyOf, PathOf, RequestOf } from './operations.js';
import type { request } from './transport.js';
import type { Machine, TicketRow } from './types.js';

/** Compiled but never sent: these tests check the compiler's result. */
const written = (_send: (send: typeof request) => Promise<unknown>): void => undefined;

describe("requests typed by the API's description", () => {
  it('return what the description says, or nothing', () => {
    expectTypeOf<ResponseBodyOf<'GET', '/machines/{id}'>>().toEqualTypeOf<Machine>();
    expectTypeOf<ResponseBodyOf<'GET', '/tickets'>['items'][number]>().toEqualTypeOf<TicketRow>();
    expectTypeOf<ResponseBodyOf<'DELETE', '/session'>>().toEqualTypeOf<undefined>();
  });

  it('exist only for methods that a path supports', () => {
    expectTypeOf<'/machines/{id}'>().toExtend<PathOf<'PATCH'>>();
    expectTypeOf<'/machines/{id}'>().not.toExtend<PathOf<'DELETE'>>();
  });

  it('send files as forms or bytes', () => {
    expectTypeOf<BodyOf<'POST', '/imports/preview'>>().toEqualTypeOf<FormData>();
    expectTypeOf<BodyOf<'PUT', '/history-imports/{id}/content'>>().toEqualTypeOf<Blob>();
  });

  it('require the version that they change, and an idempotency key if the API replays its response', () => {
    expectTypeOf<RequestOf<'PATCH', '/machines/{id}'>>().toHaveProperty('ifMatch').toEqualTypeOf<number>();
    expectTypeOf<RequestOf<'POST', '/tickets'>>().toHaveProperty('idempotencyKey');
    expectTypeOf<RequestOf<'GET', '/tickets'>>().not.toHaveProperty('idempotencyKey');
  });

  it('have no other path, parameter or field', () => {
    written((send) => send('GET', '/tickets', { query: { state: 'all' } }));
    // @ts-expect-error there is no such path
    written((send) => send('GET', '/machine'));
    // @ts-expect-error its id is missing
    written((send) => send('GET', '/machines/{id}'));
    // @ts-expect-error the parameter is `id`
    written((send) => send('GET', '/machines/{id}', { path: { machineId: 'm' } }));
    // @ts-expect-error the parameter is `state`
    written((send) => send('GET', '/tickets', { query: { states: 'all' } }));
    // @ts-expect-error tickets have no such state
    written((send) => send('GET', '/tickets', { query: { state: 'gone' } }));
    // @ts-expect-error a cancellation has no such field
    written((send) => send('POST', '/tickets/{id}/cancel', { path: { id: 't' }, body: { why: '' } }));
    // @ts-expect-error the version is missing
    written((send) => send('DELETE', '/costs/{id}', { path: { id: 'c' } }));
  });
});
