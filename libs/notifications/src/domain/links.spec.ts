import type { Role } from '#organization/domain';
import { pathOf, settingsPathOf } from './links.js';
import { portalAreaOf } from './portal-area.js';

describe('the page of a notification', () => {
  it.each<[Role, string, Record<string, unknown>, string]>([
    ['manager', 'alarm', { machineId: 'm' }, '/fleet/m'],
    ['manager', 'alarm', {}, '/alarms'],
    ['manager', 'ticket', {}, '/tickets/o'],
    ['manager', 'device', { machineId: 'm' }, '/fleet/m'],
    ['manager', 'device', { machineId: null }, '/devices'],
    ['manager', 'meter_exception', {}, '/exceptions'],
    ['manager', 'billing_run', {}, '/billing/runs/o'],
    ['finance', 'invoice', {}, '/billing/o'],
    ['finance', 'dispute', {}, '/disputes/o'],
    ['planner', 'kit_delivery', {}, '/parts'],
    ['finance', 'usage_alert', { contractId: 'c' }, '/contracts/c'],
    ['finance', 'usage_alert', {}, '/contracts'],
    ['engineer', 'history_import', {}, '/telemetry/imports/o'],
    ['engineer', 'session', {}, '/settings?tab=profile'],
    ['engineer', 'webhook_endpoint', {}, '/today'],
    ['customer_admin', 'alarm', { machineId: 'm' }, '/plant/machines/m'],
    ['customer_admin', 'device', {}, '/plant/machines'],
    ['customer_viewer', 'ticket', {}, '/plant/visits/o'],
    ['customer_viewer', 'invoice', {}, '/plant/costs/invoices/o'],
    ['customer_admin', 'dispute', {}, '/plant/costs/disputes/o'],
    ['customer_admin', 'kit_delivery', {}, '/plant/data'],
    ['customer_admin', 'usage_alert', {}, '/plant/costs'],
    ['customer_admin', 'session', {}, '/plant'],
    ['technician', 'ticket', {}, '/field/tickets/o'],
    ['technician', 'alarm', { machineId: 'm' }, '/field/machines/m'],
    ['technician', 'device', {}, '/field'],
    ['technician', 'kit_delivery', {}, '/field/parts'],
    ['technician', 'session', {}, '/field/me'],
    ['verifier', 'session', {}, '/packs'],
  ])('for %s and %s %j is %s', (role, objectKind, params, path) => {
    expect(pathOf(portalAreaOf(role), { objectKind, objectId: 'o', params })).toBe(path);
  });

  it.each<[Role, string]>([
    ['admin', '/settings?tab=notifications'],
    ['customer_admin', '/plant/notifications'],
    ['technician', '/field/notifications'],
    ['verifier', '/packs'],
  ])('with the settings of %s is %s', (role, path) => {
    expect(settingsPathOf(portalAreaOf(role))).toBe(path);
  });
});
