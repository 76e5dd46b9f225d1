import { DomainError } from '#platform/domain';
import { toExportFault } from './export-fault.js';

describe('the fault of a failed export', () => {
  it.each([
    [new DomainError('telemetry.signal_not_found', { key: 'x' }), 'telemetry.signal_not_found', { key: 'x' }],
    [Object.assign(new Error('no space left'), { code: 'ENOSPC' }), 'telemetry.export_disk_full', {}],
    [Object.assign(new Error('quota'), { code: 'EDQUOT' }), 'telemetry.export_disk_full', {}],
    [Object.assign(new Error('gone'), { code: '57P01' }), 'telemetry.export_interrupted', {}],
    [new TypeError('x'), 'telemetry.export_interrupted', {}],
    [undefined, 'telemetry.export_interrupted', {}],
  ])('%s: %s', (error, code, params) => {
    expect(toExportFault(error)).toEqual({ code, params });
  });
});
