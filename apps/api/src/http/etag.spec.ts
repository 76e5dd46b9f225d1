import { parseIfMatch, toEtag } from './etag.js';

describe('parseIfMatch', () => {
  it.each([
    [toEtag(7), 7],
    ['W/"7"', 7],
    [' "12" ', 12],
  ])('%s is %i', (header, version) => {
    expect(parseIfMatch(header)).toBe(version);
  });

  it.each([
    [undefined, 'api.if_match_required'],
    ['', 'api.if_match_required'],
    ['*', 'api.if_match_invalid'],
    ['7', 'api.if_match_invalid'],
    ['"7", "8"', 'api.if_match_invalid'],
    ['"-1"', 'api.if_match_invalid'],
    ['"99999999999"', 'api.if_match_invalid'],
  ])('rejects %s: %s', (header, code) => {
    expect(() => parseIfMatch(header)).toThrow(expect.objectContaining({ code }));
  });
});
