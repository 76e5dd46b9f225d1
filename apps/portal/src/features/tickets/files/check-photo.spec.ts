/// <reference types="vitest/globals" />
import { findFileFault, MAX_FILE_BYTES } from './check-photo.js';

describe('a file before upload', () => {
  it.each([
    [{ size: 1, type: 'image/jpeg' }, undefined],
    [{ size: MAX_FILE_BYTES, type: 'application/pdf' }, undefined],
    [{ size: MAX_FILE_BYTES + 1, type: 'image/jpeg' }, 'too_large'],
    [{ size: 0, type: 'image/jpeg' }, 'empty'],
    [{ size: 1, type: 'video/mp4' }, 'kind_refused'],
    [{ size: 1, type: '' }, undefined],
  ])('%o: %s', (file, fault) => {
    expect(findFileFault(file)).toBe(fault);
  });
});
