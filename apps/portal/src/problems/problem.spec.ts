import { ApiProblem, OUT_OF_REACH, problemOf, toProblem } from './problem.js';

describe('what went wrong', () => {
  it('is what the api answered', () => {
    const problem = { status: 409, code: 'contracts.not_active', params: { number: 'C-1' } };
    expect(problemOf(new ApiProblem(problem))).toBe(problem);
  });

  it('is a server out of reach where no answer came', () => {
    expect(problemOf(new TypeError('Failed to fetch'))).toBe(OUT_OF_REACH);
  });

  it.each([new Error('broken'), 'broken', undefined])(
    'is unexpected where it is anything else: %s',
    (thrown) => {
      expect(problemOf(thrown)).toEqual({ status: 0, code: 'portal.unexpected' });
    },
  );
});

describe('the body of an answer that was refused', () => {
  it('is read as problem details, under the status of the answer', () => {
    const body = { code: 'api.invalid', status: 400, fields: [{ pointer: '/name', code: 'required' }] };
    expect(toProblem(422, body)).toEqual({ ...body, status: 422 });
  });

  it.each([
    [502, '<html>', 'portal.server_failed'],
    [503, null, 'portal.server_failed'],
    [404, { message: 'no code' }, 'portal.unexpected'],
    [418, { code: 7 }, 'portal.unexpected'],
  ])('%d with %j has a code all the same', (status, body, code) => {
    expect(toProblem(status, body)).toEqual({ status, code });
  });
});
