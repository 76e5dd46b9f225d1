import {
  ApiProblem,
  indexesOf,
  OUT_OF_REACH,
  problemOf,
  toProblem,
  withPointers,
  withRowPointers,
} from './problem.js';

describe('a problem', () => {
  it("is the API's response", () => {
    const problem = { status: 409, code: 'contracts.not_active', params: { number: 'C-1' } };
    expect(problemOf(new ApiProblem(problem))).toBe(problem);
  });

  it('is "unreachable" without a response', () => {
    expect(problemOf(new TypeError('Failed to fetch'))).toBe(OUT_OF_REACH);
  });

  it.each([new Error('broken'), 'broken', undefined])('is "unexpected" for anything else: %s', (thrown) => {
    expect(problemOf(thrown)).toEqual({ status: 0, code: 'portal.unexpected' });
  });
});

describe('the body of an error response', () => {
  it('is parsed as problem details, with the status of the response', () => {
    const body = { code: 'api.invalid', status: 400, fields: [{ pointer: '/name', code: 'required' }] };
    expect(toProblem(422, body)).toEqual({ ...body, status: 422 });
  });

  it.each([
    [502, '<html>', 'portal.server_failed'],
    [503, null, 'portal.server_failed'],
    [404, { message: 'no code' }, 'portal.unexpected'],
    [418, { code: 7 }, 'portal.unexpected'],
  ])('%d with %j still has a code', (status, body, code) => {
    expect(toProblem(status, body)).toEqual({ status, code });
  });
});

describe('a problem with other pointers', () => {
  const toForm = (pointer: string) => pointer.replace('/rule', '');

  it('keeps everything but the pointers of its fields', () => {
    const problem = {
      status: 422,
      code: 'api.invalid',
      fields: [{ pointer: '/rule/days', code: 'required' }],
    };
    expect(withPointers(new ApiProblem(problem), toForm).problem).toEqual({
      ...problem,
      fields: [{ pointer: '/days', code: 'required' }],
    });
  });

  it('has no fields if it had none', () => {
    expect(withPointers(new TypeError('Failed to fetch'), toForm).problem).toEqual(OUT_OF_REACH);
  });
});

describe('errors of a list without its empty rows', () => {
  const rows = ['', 'a', '', 'b'];
  const sent = indexesOf(rows, (row) => row !== '');
  const pointersOf = (...pointers: string[]) =>
    withRowPointers(
      new ApiProblem({
        status: 422,
        code: 'api.request_invalid',
        fields: pointers.map((pointer) => ({ pointer, code: 'x' })),
      }),
      '/terms/rows',
      sent,
    ).problem.fields?.map(({ pointer }) => pointer);

  it('are at the rows of the form', () => {
    expect(pointersOf('/terms/rows/0/price', '/terms/rows/1')).toEqual([
      '/terms/rows/1/price',
      '/terms/rows/3',
    ]);
  });

  it('stay where they are outside of the list, or beyond its sent rows', () => {
    const pointers = ['/terms/rows', '/terms/rowsOfOthers/0', '/terms/rows/2', '/terms/rows/x'];
    expect(pointersOf(...pointers)).toEqual(pointers);
  });
});
