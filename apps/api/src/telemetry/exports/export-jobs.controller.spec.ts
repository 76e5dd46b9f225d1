import { QUOTA } from '../../limits/quota.decorator.js';
import { ExportJobsController } from './export-jobs.controller.js';

it('takes from the quota of exports', () => {
  expect(Reflect.getMetadata(QUOTA, ExportJobsController.prototype.create)).toBe('exports');
});
