import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { previewContract } from '#contracts';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { toDescribedContract } from './contract-description.js';
import { ContractDescriptionDto, ContractPreviewDto } from './contract-preview.dto.js';

@ApiTags('previews')
@Controller('contracts')
export class ContractPreviewController {
  /**
   * Preview the periods and fees of a contract.
   * @remarks Calculates the periods of the contract in the request, and the amounts that are billed for them. Stores
   * nothing.
   */
  @Post('preview')
  @RequirePermission('contracts.write')
  @HttpCode(HttpStatus.OK)
  preview(@Body() description: ContractDescriptionDto): ContractPreviewDto {
    const { periods, lines } = previewContract(toDescribedContract(description));
    return { periods: [...periods], lines: [...lines] };
  }
}
