import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { InvoicePreviewController } from '../../apps/api/src/billing/previews/invoice-preview.controller.js';
import { InvoiceDescriptionDto } from '../../apps/api/src/billing/previews/invoice-preview.dto.js';
import { PricingPreviewController } from '../../apps/api/src/billing/previews/pricing-preview.controller.js';
import { PricingDescriptionDto } from '../../apps/api/src/billing/previews/pricing-preview.dto.js';
import { ContractPreviewController } from '../../apps/api/src/contracts/contract-preview.controller.js';
import { ContractDescriptionDto } from '../../apps/api/src/contracts/contract-preview.dto.js';
import { createValidationPipe } from '../../apps/api/src/errors/validation.pipe.js';
import { MeterPreviewController } from '../../apps/api/src/metering/meter-preview.controller.js';
import { MeterDescriptionDto } from '../../apps/api/src/metering/meter-preview.dto.js';
import { TermsController } from '../../apps/api/src/terms/terms.controller.js';
import { readCases } from './case-files.js';
import { findMapping } from './case-mapping.js';
import { agrees, type PreviewRequest } from './worked-case.js';

const validation = createValidationPipe();

/** Calls a preview as the API does, without HTTP. */
const servePreview =
  <Description>(description: Type<Description>, preview: (described: Description) => unknown) =>
  async (body: object): Promise<unknown> =>
    preview((await validation.transform(body, { type: 'body', metatype: description })) as Description);

const PREVIEWS: Readonly<Record<PreviewRequest['preview'], (body: object) => Promise<unknown>>> = {
  pricing: servePreview(PricingDescriptionDto, (body) => new PricingPreviewController().preview(body)),
  metering: servePreview(MeterDescriptionDto, (body) => new MeterPreviewController().preview(body)),
  contracts: servePreview(ContractDescriptionDto, (body) => new ContractPreviewController().preview(body)),
  invoices: servePreview(InvoiceDescriptionDto, (body) => new InvoicePreviewController().preview(body)),
  terms: (body) => new TermsController().preview(body),
};

const cases = readCases(join(import.meta.dirname, '..', '..')) ?? [];

describe.skipIf(cases.length === 0)('the preview operations', () => {
  it.each(cases.map((worked) => [worked.id, worked] as const))('agree with %s', async (_, worked) => {
    const mapping = findMapping(worked)!;
    const answers: unknown[] = [];
    for (const { preview: name, body } of mapping.requests)
      answers.push(await PREVIEWS[name](JSON.parse(JSON.stringify(body)) as object));
    const got = mapping.got(answers);
    expect(agrees(worked.expected, got) ? worked.expected : got).toEqual(worked.expected);
  });

  it('get only fields of the case: no key for a single charge, and no additional period', () => {
    const requests = cases.flatMap((worked) =>
      findMapping(worked)!.requests.map(({ body }) => ({ body, hasPeriod: 'period' in worked.input })),
    );
    const single = requests.filter(
      ({ body }) => 'charges' in body && (body.charges as unknown[]).length === 1,
    );
    const metered = requests.filter(({ body, hasPeriod }) => 'meter' in body && !hasPeriod);
    expect(Math.min(single.length, metered.length)).toBeGreaterThan(0);
    expect(JSON.stringify(single)).not.toMatch(/"(key|charge)":/);
    expect(metered.filter(({ body }) => 'period' in body)).toEqual([]);
  });
});
