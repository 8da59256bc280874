/* A data file inside the binary: its bytes from SYMBOL to SYMBOL_END (see the Makefile). */
	.section .rodata
	.balign 16
	.globl SYMBOL
	.globl SYMBOL_END
SYMBOL:
	.incbin FILE_NAME
SYMBOL_END:
	.byte 0
	.section .note.GNU-stack, "", %progbits
