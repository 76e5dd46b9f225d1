import { HttpException, NotFoundException } from '@nestjs/common';
import { DomainError } from '#platform';
import { toFault } from './to-fault.js';

const pg = (code: string, constraint?: string, more: object = {}): Error =>
  Object.assign(new Error('of the database'), { code, constraint, ...more });

describe('toFault', () => {
  it('returns the error with its status', () => {
    const fields = [{ pointer: '/day', code: 'x.y' }];
    expect(toFault(new DomainError('organization.hub_not_found', { id: '1' }, fields))).toEqual({
      status: 404,
      code: 'organization.hub_not_found',
      params: { id: '1' },
      fields,
    });
  });

  it.each([
    [new NotFoundException('Cannot GET /x'), 404, 'api.route_not_found'],
    [new HttpException('slow down', 429), 429, 'api.too_many_requests'],
    [new HttpException('teapot', 418), 418, 'api.request_refused'],
    [Object.assign(new Error('too large'), { status: 413, expose: true }), 413, 'api.body_too_large'],
    [pg('23505', 'hub_code_uq'), 409, 'api.already_exists'],
    [pg('23P01', 'placement_excl'), 409, 'api.rule_violated'],
    [pg('22021'), 422, 'api.value_unreadable'],
    [pg('22008'), 422, 'api.value_unreadable'],
    [pg('22009'), 422, 'api.value_unreadable'],
    [pg('57P01'), 503, 'api.database_unavailable'],
    [pg('ECONNREFUSED'), 503, 'api.database_unavailable'],
    [new Error('Connection terminated unexpectedly'), 503, 'api.database_unavailable'],
  ])('%s: %i %s', (error, status, code) => {
    expect(toFault(error)).toMatchObject({ status, code });
  });

  it.each([
    [new Error('a bug')],
    [new DomainError('nobody.knows_this_code')],
    [new HttpException('broken', 500)],
    [pg('42601')],
    [pg('22012')],
    ['a string'],
    [null],
  ])('returns undefined for an unexpected error: %s', (error) => {
    expect(toFault(error)).toBeUndefined();
  });

  it('says which kind of entry exists already, if a client sent its id', () => {
    expect(toFault(pg('23505', 'contact_pk', { table: 'contact' }))).toEqual({
      status: 409,
      code: 'api.entry_exists',
      params: { constraint: 'contact_pk', table: 'contact' },
    });
    expect(toFault(pg('23505', 'hub_code_uq', { table: 'hub' }))).toMatchObject({
      code: 'api.already_exists',
    });
  });

  it("returns the constraint, but none of the row's data", () => {
    expect(toFault(pg('23505', 'hub_code_uq'))).toEqual({
      status: 409,
      code: 'api.already_exists',
      params: { constraint: 'hub_code_uq' },
    });
  });
});
