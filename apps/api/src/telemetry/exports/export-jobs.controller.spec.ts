import { QUOTA } from '../../limits/quota.decorator.js';
import { ExportJobsController } from './export-jobs.controller.js';

it('uses the quota of exports', () => {
  expect(Reflect.getMetadata(QUOTA, ExportJobsController.prototype.create)).toBe('exports');
});
