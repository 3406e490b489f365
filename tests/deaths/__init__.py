"""Deaths of the real program in the middle of its work, and what its next start says of them.

    python -m tests.deaths [--deaths 200] [--seed 1] [--beside 2]

The program runs in a pseudo-terminal over a server that knows nothing of the practice shop. A
person's keys make an order, charge a card, hand out, and so on; the server drops, delays or garbles
the answer; the program is killed, signalled or hung up at a random point, and started again. Only
what the screen and the server's log say is judged: nothing may have been done twice, nothing may be
lost, and each doubt has to stand on the screen within 10 s.
"""
