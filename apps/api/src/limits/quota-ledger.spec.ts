import { ProofPacksController } from '../billing/proof-packs.controller.js';
import { RevenueController } from '../revenue/revenue.controller.js';
import { ExportSchedulesController } from '../telemetry/export-schedules.controller.js';
import { MachineTelemetryController } from '../telemetry/machine-telemetry.controller.js';
import { ReadingsExportController } from '../telemetry/readings-export.controller.js';
import { UsersController } from '../users/users.controller.js';
import { QUOTA } from './quota.decorator.js';
import { QuotaLedger } from './quota-ledger.js';

const NOW = Date.parse('2026-10-20T06:00:00Z');
const person = (id: string) => ({ key: `user:${id}`, policy: { perHour: 2, atOnce: 1 } });
const MAKER = { key: 'maker:m', policy: { perHour: 3, atOnce: 2 } };

describe('QuotaLedger', () => {
  it('counts for the person and for the maker, and for neither when one is refused', () => {
    const ledger = new QuotaLedger();
    ledger.take('exports', [person('a'), MAKER], NOW)();
    ledger.take('exports', [person('a'), MAKER], NOW)();
    expect(() => ledger.take('exports', [person('a'), MAKER], NOW)).toThrow(
      expect.objectContaining({
        code: 'api.quota_exceeded',
        params: { quota: 'exports', retryAfterSeconds: 3600 },
      }),
    );
    // The refused one was not counted for the maker.
    ledger.take('exports', [person('b'), MAKER], NOW)();
    expect(() => ledger.take('exports', [person('c'), MAKER], NOW)).toThrow();
    ledger.take('packs', [person('c'), MAKER], NOW);
  });

  it('lets the next one begin when one has ended', () => {
    const ledger = new QuotaLedger();
    const end = ledger.take('exports', [person('a'), MAKER], NOW);
    expect(() => ledger.take('exports', [person('a'), MAKER], NOW)).toThrow();
    end();
    ledger.take('exports', [person('a'), MAKER], NOW);
  });
});

it.each([
  [ReadingsExportController.prototype.export, 'exports'],
  [MachineTelemetryController.prototype.export, 'exports'],
  [ExportSchedulesController.prototype.run, 'exports'],
  [RevenueController.prototype.export, 'exports'],
  [ProofPacksController.prototype.request, 'packs'],
  [UsersController.prototype.invite, 'invitations'],
])('%o takes from the quota of %s', (handler, quota) => {
  expect(Reflect.getMetadata(QUOTA, handler)).toBe(quota);
});
