import { Body, Controller, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PasswordResetsService } from '#organization';
import { Limited } from '../security/limited.decorator.js';
import { Public } from '../security/public.decorator.js';
import { NewPasswordDto, PasswordResetDto } from './account-links.dto.js';

@ApiTags('session')
@Controller('password-resets')
export class PasswordResetsController {
  constructor(private readonly resets: PasswordResetsService) {}

  /** Sends a link to the address if somebody has an account under it; the answer is the same either way. */
  @Post()
  @Public('Whoever forgot their password cannot sign in')
  @Limited(10)
  @HttpCode(HttpStatus.ACCEPTED)
  request(@Body() { email }: PasswordResetDto): void {
    this.resets.request(email);
  }

  /** Sets a new password; every session of the person ends. */
  @Post(':token')
  @Public('The token was sent to the account’s address')
  @Limited(30)
  @HttpCode(HttpStatus.NO_CONTENT)
  reset(@Param('token') token: string, @Body() { password }: NewPasswordDto): Promise<void> {
    return this.resets.reset(token, password);
  }
}
