import { readFileSync } from 'node:fs';
import { AUDIT_ACTIONS } from '../libs/organization/src/domain/audit/audit-actions.js';

const LABELS = new URL('../apps/portal/src/i18n/locales/en/maker.json', import.meta.url);

describe('the audit trail in the portal', () => {
  it('has a label for each audited action', () => {
    const { auditAction } = JSON.parse(readFileSync(LABELS, 'utf8')) as {
      readonly auditAction: Readonly<Record<string, Readonly<Record<string, string>>>>;
    };
    const unlabelled = Object.entries(AUDIT_ACTIONS).flatMap(([lib, actions]) =>
      actions.filter((action) => !auditAction[lib]?.[action]).map((action) => `${lib}.${action}`),
    );
    expect(unlabelled).toEqual([]);
  });
});
