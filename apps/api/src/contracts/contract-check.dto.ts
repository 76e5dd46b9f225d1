import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { WholeListDto } from '../http/whole-list.js';
import { FieldFaultDto } from '../openapi/problem.dto.js';
import { NewChargeDto, NewContractMachineDto, NewMeterDto } from './new-contract.dto.js';

/** The parts of a draft that can conflict with other contracts. */
export class ContractCheckDto {
  /** Id of the saved draft, so that it is not reported as a conflict with itself; null or absent for a new contract. */
  @MayBeNull()
  @IsUUID()
  contractId?: string | null;

  @IsUUID()
  customerId: string;

  /** The first billed day, `YYYY-MM-DD`. */
  @IsString()
  @MaxLength(10)
  startsOn: string;

  /** The last billed day, `YYYY-MM-DD`; null if there is no end. */
  @MayBeNull()
  @IsString()
  @MaxLength(10)
  endsOn?: string | null;

  /** IANA time zone of the days; UTC by default. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(64)
  zone?: string;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => NewContractMachineDto)
  machines?: NewContractMachineDto[];

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => NewMeterDto)
  meters?: NewMeterDto[];

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => NewChargeDto)
  charges?: NewChargeDto[];
}

/** Finding at a field of the request. */
export class ContractFindingDto extends FieldFaultDto {
  /** Whether the finding prevents the contract from being billed. Otherwise, it is only a hint. */
  isBlocking: boolean;
}

export class ContractFindingListDto extends WholeListDto {
  items: ContractFindingDto[];
}
