"""Times the rounds of a compiled program in PyTorch, on one CPU thread: the program as JSON on standard input."""
import json
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
program, seconds = json.load(sys.stdin), float(sys.argv[1])
batch = program["batch"]
# Pictures are NCHW here; which numbers a flattened picture holds in which order does not change the time.
turn = lambda shape: [shape[-1], *shape[:-1]] if len(shape) == 3 else list(shape)


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


weights = {path: initial(spec).requires_grad_() for path, spec in program["weights"].items()}
state = {path: torch.full(spec["shape"], float(spec["start"])) for path, spec in program["state"].items()}


def padding_of(params):
    given, kernel, stride = params["padding"], params["kernel"], params["stride"]
    if given == "valid":
        return 0
    if given == "same":
        if (kernel - stride) % 2:
            raise SystemExit(f"no symmetric padding for kernel {kernel} and stride {stride}")
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
    raise SystemExit(f"no layer {kind} in this benchmark")


def value(kind, params, x):
    if kind == "normal":
        return torch.randn(batch, *turn(params["shape"]))
    if kind == "uniform":
        return torch.rand(batch, *turn(params["shape"]))
    role = params.get("role")
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
    raise SystemExit(f"no value {kind} in this benchmark")


data = {
    name: {field: torch.rand(2000, *turn(port["shape"])) * 2 - 1 for field, port in section["fields"].items()}
    for name, section in program["data"].items()
}


def run(instructions, registers):
    for step in instructions:
        if step["op"] == "call":
            body = program["networks"][step["network"]]
            inner = {port: registers[register] for port, register in step["in"].items()}
            for inside in body["instructions"]:
                at = lambda paths, store: {name: store[f"{step['network']}/{path}"] for name, path in paths.items()}
                inputs = [inner[register] for register in inside["in"].values()]
                w, s = at(inside["weights"], weights), at(inside["state"], state)
                inner[inside["out"]["out"]] = layer(inside["kind"], inside["params"], inputs, w, s)
            for port, register in step["out"].items():
                registers[register] = inner[body["outputs"][port]]
        elif step["kind"] == "dataset":
            indices = torch.randint(0, 2000, (batch,))
            for field, register in step["out"].items():
                registers[register] = data[step["params"]["data"]][field][indices]
        else:
            inputs = [registers[register] for register in step["in"].values()]
            registers[step["out"]["out"]] = value(step["kind"], step["params"], inputs[0] if inputs else None)


def optimizer_of(player):
    kind, params = player["optimizer"]["kind"], player["optimizer"]["params"]
    owned = [weights[path] for path in player["weights"]]
    rate = params["rate"] if isinstance(params["rate"], (int, float)) else params["rate"]["points"][0][1]
    if kind == "adam":
        betas = (params["beta_1"], params["beta_2"])
        return owned, torch.optim.Adam(owned, rate, betas, params["epsilon"])
    if kind == "rms_prop":
        return owned, torch.optim.RMSprop(owned, rate, params["decay"], params["epsilon"])
    return owned, torch.optim.SGD(owned, rate, params["momentum"])


players = {name: optimizer_of(player) for name, player in program["players"].items()}
number = lambda weight: weight if isinstance(weight, (int, float)) else weight["points"][0][1]


def play_round():
    for step in program["phases"][0]["steps"]:
        for _ in range(step["times"]):
            for move in step["players"]:
                owned, optimizer = players[move["player"]]
                registers = {}
                with torch.no_grad():
                    run(move["before"], registers)
                run(move["inside"], registers)
                loss = sum(number(term["weight"]) * registers[term["register"]] for term in move["terms"])
                gradients = torch.autograd.grad(loss, owned)
                for weight, gradient in zip(owned, gradients):
                    weight.grad = gradient
                optimizer.step()


times = []
for _ in range(3):
    play_round()
while sum(times) < seconds or len(times) < 3:
    began = time.perf_counter()
    play_round()
    times.append(time.perf_counter() - began)
times.sort()
print(json.dumps({"version": torch.__version__, "milliseconds": 1000 * times[len(times) // 2], "rounds": len(times)}))
