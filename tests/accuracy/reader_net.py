"""The readers in torch, to train them; `rehearse.story.reader` runs what comes out, without torch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as f

from rehearse.story.encoder import HEADS, LAYERS, WIDTH, package_encoder
from rehearse.story.reader import SCALE

RANK = 4
GAIN = 2.0
HIDDEN = 16
DROPPED, DROPPED_WHOLE = 0.1, 0.2
PARTS = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense")
PARTS += ("intermediate.dense", "output.dense")


@dataclass
class Batch:
    """`states` that go into the first layer (texts, pieces, WIDTH); `mask` real pieces; `clauses` 0/1 (texts,
    clauses, pieces); `marks` levels of each clause (texts, clauses, 3), -1 unsure; `levels` of the texts (texts, 3)."""

    states: Tensor
    mask: Tensor
    clauses: Tensor
    marks: Tensor
    levels: Tensor


def tensor(name: str) -> Tensor:
    return torch.from_numpy(np.array(package_encoder().tensors[name]))


class Changed(nn.Module):
    """A dense layer of the package with a low-rank change."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.weight, self.bias = tensor(name + ".weight"), tensor(name + ".bias")
        rows, columns = self.weight.shape
        self.down = nn.Parameter(torch.randn(RANK, columns) * columns**-0.5)
        self.up = nn.Parameter(torch.zeros(rows, RANK))

    def forward(self, x: Tensor) -> Tensor:
        return f.linear(x, self.weight, self.bias) + GAIN * f.linear(f.linear(x, self.down), self.up)


class Layer(nn.Module):
    """A transformer layer of the package, changed."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.name = f"encoder.layer.{number}."
        self.parts = nn.ModuleList(Changed(self.name + part) for part in PARTS)
        norms = ("attention.output.LayerNorm", "output.LayerNorm")
        self.norms = [(tensor(f"{self.name}{norm}.weight"), tensor(f"{self.name}{norm}.bias")) for norm in norms]

    def forward(self, x: Tensor, mask: Tensor, dropped: float) -> Tensor:
        query, key, value, joined, inner, outer = self.parts
        texts, pieces, _ = x.shape

        def by_head(states: Tensor) -> Tensor:
            return states.view(texts, pieces, HEADS, WIDTH // HEADS).transpose(1, 2)

        seen = f.scaled_dot_product_attention(by_head(query(x)), by_head(key(x)), by_head(value(x)), attn_mask=mask)
        seen = joined(seen.transpose(1, 2).reshape(texts, pieces, WIDTH))
        x = f.layer_norm(x + f.dropout(seen, dropped, self.training), (WIDTH,), *self.norms[0], 1e-12)
        made = f.dropout(outer(f.gelu(inner(x))), dropped, self.training)
        return f.layer_norm(x + made, (WIDTH,), *self.norms[1], 1e-12)


class Reader(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(number) for number in range(LAYERS))
        self.clause = nn.Linear(WIDTH, 6)
        self.mean = nn.Parameter(torch.zeros(6, WIDTH))
        self.best, self.bias = nn.Parameter(torch.ones(6)), nn.Parameter(torch.zeros(6))
        self.hidden = nn.Parameter(torch.randn(3, HIDDEN, WIDTH) * WIDTH**-0.5)
        self.out = nn.Parameter(torch.zeros(3, 2, HIDDEN))

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Log-odds of the texts (texts, 3, 2), of their clauses (texts, clauses, 3, 2), and which clauses are real."""
        x = batch.states
        for layer in self.layers:
            x = layer(x, batch.mask[:, None, None, :], DROPPED)
        with torch.autocast("cpu", enabled=False):
            return self.judge(x.float() * float(SCALE), batch.clauses)

    def judge(self, states: Tensor, runs: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        length = runs.sum(2, keepdim=True)
        real = length[..., 0] > 0
        vectors = torch.bmm(runs, states) / length.clamp(min=1)
        clauses = self.clause(f.dropout(vectors, DROPPED, self.training))
        telling = clauses.masked_fill(~real[..., None], -1e4)
        mean = f.dropout((vectors * real[..., None]).sum(1) / real.sum(1, keepdim=True), DROPPED_WHOLE, self.training)
        answer = torch.logsumexp(telling, 1) * self.best + self.bias + mean @ self.mean.T
        shares = telling.unflatten(2, (3, 2)).mean(-1).softmax(1)
        held = f.dropout(torch.einsum("bke,bkd->bed", shares, vectors), DROPPED_WHOLE, self.training)
        hidden = f.gelu(torch.einsum("ehd,bed->beh", self.hidden, held))
        answer = answer.unflatten(1, (3, 2)) + torch.einsum("eoh,beh->beo", self.out, hidden)
        return answer, clauses.unflatten(2, (3, 2)), real

    def arrays(self) -> dict[str, np.ndarray]:
        """What `rehearse.story.reader` needs, by name."""
        found = {f"head.{name}": getattr(self, name) for name in ("mean", "best", "bias", "hidden", "out")}
        found |= {"head.clause": self.clause.weight, "head.clause_bias": self.clause.bias}
        for layer in self.layers:
            for name, part in zip(PARTS, layer.parts, strict=True):
                found[f"{layer.name}{name}.up"] = GAIN * part.up
                found[f"{layer.name}{name}.down"] = part.down
        return {name: values.detach().float().numpy() for name, values in found.items()}
