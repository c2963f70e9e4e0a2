using System.IO.Pipelines;

namespace Chancery.Smtp.Server.Wire;

internal sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
