import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { rateRuns } from '#pricing';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { toDescribedPricing } from './described-pricing.js';
import { toPricingPreview } from './pricing-preview-views.js';
import { PricingDescriptionDto, PricingPreviewDto } from './pricing-preview.dto.js';

@ApiTags('previews')
@Controller('pricing')
export class PricingPreviewController {
  /**
   * Preview pricing.
   * @remarks Calculates the cost of usage for each run, from the charges and the runs in the request. Stores nothing.
   */
  @Post('preview')
  @RequirePermission('contracts.write')
  @HttpCode(HttpStatus.OK)
  preview(@Body() description: PricingDescriptionDto): PricingPreviewDto {
    const { charges, runs, currency } = toDescribedPricing(description);
    return toPricingPreview(rateRuns(charges, runs, currency), currency);
  }
}
