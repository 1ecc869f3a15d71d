"""Plays the rounds of a compiled program in PyTorch, on one CPU thread or on a GPU: answers the bench's orders, a line each."""
import json
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)

# Pictures are NCHW here; which numbers a flattened picture holds in which order does not change the time.
turn = lambda shape: [shape[-1], *shape[:-1]] if len(shape) == 3 else list(shape)
first = lambda curve: curve if isinstance(curve, (int, float)) else curve["points"][0][1]


def initial(spec):
    shape = spec["shape"]
    if len(shape) == 4:
        shape = [shape[3], shape[2], shape[0], shape[1]]
    init = spec["init"]
    if init["kind"] == "normal":
        return torch.randn(shape) * init["sigma"] + init.get("mean", 0)
    if init["kind"] == "fan_in_uniform":
        return (torch.rand(shape) * 2 - 1) / init["fanIn"] ** 0.5
    return torch.ones(shape) if init["kind"] == "ones" else torch.zeros(shape)


def padding_of(params):
    given, kernel, stride = params["padding"], params["kernel"], params["stride"]
    if given == "valid":
        return 0
    if given == "same":
        if (kernel - stride) % 2:
            raise ValueError(f"no symmetric padding for kernel {kernel} and stride {stride}")
        return (kernel - stride) // 2
    return given


def layer(kind, params, inputs, w, s):
    x = inputs[0]
    bias = w.get("bias")
    if kind == "dense":
        y = x @ w["kernel"]
        return y + bias if bias is not None else y
    if kind == "conv2d":
        return F.conv2d(x, w["kernel"], bias, params["stride"], padding_of(params))
    if kind == "conv2d_transpose":
        return F.conv_transpose2d(x, w["kernel"], bias, params["stride"], padding_of(params))
    if kind == "batch_norm":
        mean, variance = (s["mean"], s["variance"]) if s else (None, None)
        return F.batch_norm(x, mean, variance, w["scale"], w["offset"], True, 1 - params["momentum"], params["epsilon"])
    if kind == "relu":
        return F.relu(x)
    if kind == "leaky_relu":
        return F.leaky_relu(x, params["slope"])
    if kind == "tanh":
        return torch.tanh(x)
    if kind == "sigmoid":
        return torch.sigmoid(x)
    if kind == "flatten":
        return x.flatten(1)
    if kind == "reshape":
        return x.reshape(len(x), *turn(params["shape"]))
    if kind == "dropout":
        return F.dropout(x, params["rate"])
    if kind == "concat":
        return torch.cat(inputs, 1)
    if kind == "add":
        return sum(inputs)
    raise ValueError(f"no layer {kind} in this benchmark")


class Game:
    def __init__(self, program, device):
        self.program, self.device = program, device
        self.weights = {path: initial(spec).to(device).requires_grad_() for path, spec in program["weights"].items()}
        self.state = {
            path: torch.full(spec["shape"], float(spec["start"]), device=device)
            for path, spec in program["state"].items()
        }
        # Kept where the weights are: reading and copying data is not what is compared.
        self.data = {
            name: {
                field: torch.rand(500, *turn(port["shape"]), device=device) * 2 - 1
                for field, port in section["fields"].items()
            }
            for name, section in program["data"].items()
        }
        self.players = {name: self.optimizer_of(player) for name, player in program["players"].items()}

    def optimizer_of(self, player):
        kind, params = player["optimizer"]["kind"], player["optimizer"]["params"]
        owned = [self.weights[path] for path in player["weights"]]
        rate = first(params["rate"])
        if kind == "adam":
            betas = (params["beta_1"], params["beta_2"])
            return owned, torch.optim.Adam(owned, rate, betas, params["epsilon"])
        if kind == "rms_prop":
            return owned, torch.optim.RMSprop(owned, rate, params["decay"], params["epsilon"])
        return owned, torch.optim.SGD(owned, rate, params["momentum"])

    def value(self, kind, params, inputs):
        batch, x = self.program["batch"], inputs[0] if inputs else None
        role = params.get("role")
        if kind == "normal":
            return torch.randn(batch, *turn(params["shape"]), device=self.device)
        if kind == "uniform":
            return torch.rand(batch, *turn(params["shape"]), device=self.device)
        if kind == "mean":
            return x.mean()
        if kind == "detach":
            return x.detach()
        if kind == "hinge":
            return -x.mean() if role == "generator" else F.relu(1 - x if role == "real" else 1 + x).mean()
        if kind == "least_squares":
            return 0.5 * (x if role == "fake" else x - 1).square().mean()
        if kind == "cross_entropy":
            return F.softplus(x if role == "fake" else -x).mean()
        if kind == "l1":
            return (inputs[0] - inputs[1]).abs().mean()
        if kind == "mix":
            share = torch.rand(batch, *[1] * (x.dim() - 1), device=self.device)
            return inputs[1] + share * (inputs[0] - inputs[1])
        if kind == "norm_distance":
            lengths = (x.flatten(1).square().sum(1) + 1e-12).sqrt()
            return (lengths - params["length"]).square().mean()
        raise ValueError(f"no value {kind} in this benchmark")

    def call(self, step, registers):
        body = self.program["networks"][step["network"]]
        inner = {port: registers[register] for port, register in step["in"].items()}
        for inside in body["instructions"]:
            at = lambda paths, store: {name: store[f"{step['network']}/{path}"] for name, path in paths.items()}
            inputs = [inner[register] for register in inside["in"].values()]
            w, s = at(inside["weights"], self.weights), at(inside["state"], self.state)
            inner[inside["out"]["out"]] = layer(inside["kind"], inside["params"], inputs, w, s)
        for port, register in step["out"].items():
            registers[register] = inner[body["outputs"][port]]

    def run(self, instructions, registers):
        for step in instructions:
            if step["op"] == "call":
                self.call(step, registers)
            elif step["op"] == "gradient":
                at = registers[step["in"]["at"]]
                inner = {**registers, step["in"]["at"]: at if at.requires_grad else at.requires_grad_()}
                self.run(step["body"], inner)
                total = inner[step["in"]["of"]].sum()
                registers[step["out"]["out"]] = torch.autograd.grad(total, at, create_graph=True)[0]
            elif step["kind"] == "dataset":
                fields = self.data[step["params"]["data"]]
                indices = torch.randint(0, 500, (self.program["batch"],), device=self.device)
                for field, register in step["out"].items():
                    registers[register] = fields[field][indices]
            else:
                inputs = [registers[register] for register in step["in"].values()]
                registers[step["out"]["out"]] = self.value(step["kind"], step["params"], inputs)

    def move(self, move):
        owned, optimizer = self.players[move["player"]]
        registers = {}
        with torch.no_grad():
            self.run(move["before"], registers)
        self.run(move["inside"], registers)
        loss = sum(first(term["weight"]) * registers[term["register"]] for term in move["terms"])
        for weight, gradient in zip(owned, torch.autograd.grad(loss, owned)):
            weight.grad = gradient
        optimizer.step()
        return loss.detach()

    def play_round(self):
        steps = self.program["phases"][0]["steps"]
        return [self.move(move) for step in steps for _ in range(step["times"]) for move in step["players"]]


game = None


def load(order):
    global game
    if order["backend"] == "cuda" and not torch.cuda.is_available():
        raise ValueError("no GPU that this PyTorch can use")
    game = Game(order["program"], order["backend"])
    parameters = sum(weight.numel() for weight in game.weights.values())
    return {"parameters": parameters, "version": torch.__version__}


def play_round(order):
    began = time.perf_counter()
    # Only numbers that arrive prove the work done.
    losses = [loss.item() for loss in game.play_round()]
    return {"milliseconds": 1000 * (time.perf_counter() - began), "losses": losses}


orders = {"load": load, "round": play_round}
for line in sys.stdin:
    order = json.loads(line)
    try:
        told = {"answer": orders[order["do"]](order)}
    except Exception as error:
        told = {"error": str(error).split("\n")[0]}
    print("@answer " + json.dumps(told), flush=True)
