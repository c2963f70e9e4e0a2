using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Microsoft.Extensions.Logging;

namespace Chancery.Engine.Workers;

/// <summary>
/// Looks once at every body in flight, at its length and its two ends: damage that a crash or a disk did comes to light at the
/// start, not when the mail is overdue. What is in the middle is found when it is read.
/// </summary>
internal sealed partial class StartCheck(IMailStore store, IBlobStore blobs, CorruptMessages corrupt, TimeProvider time, ILogger<StartCheck> log)
{
    private const int Batch = 500;

    public async Task RunAsync(CancellationToken cancel)
    {
        var (begun, checkedBodies, damaged) = (time.GetTimestamp(), 0, 0);
        BodyInFlight? last = null;
        while (await store.BodiesInFlightAsync(last, Batch, cancel) is { Count: > 0 } bodies)
        {
            foreach (var body in bodies)
                damaged += await IsWholeAsync(body, cancel) ? 0 : 1;
            checkedBodies += bodies.Count;
            last = bodies[^1];
        }

        LogChecked(checkedBodies, damaged, time.GetElapsedTime(begun).TotalSeconds);
    }

    private async Task<bool> IsWholeAsync(BodyInFlight body, CancellationToken cancel)
    {
        try
        {
            await using var stream = await blobs.OpenAsync(body.Tenant, body.Blob, cancel);
            stream.Seek(-Math.Min(1, stream.Length), SeekOrigin.End);
            _ = await stream.ReadAsync(new byte[1], cancel);
            return true;
        }
        catch (CorruptBodyException damage)
        {
            LogDamaged(body.MessageId, damage.Message);
            if (await store.GetAsync(body.MessageId, cancel) is { Message: var message, State: MessageState.Received } && message.Body.Id == body.Blob.Id)
                await corrupt.MarkAsync(message, damage, cancel);
            return false;
        }
    }

    [LoggerMessage(2113, LogLevel.Information, "looked at {Bodies} bodies in flight, {Damaged} damaged, in {Seconds:0.0} s")]
    private partial void LogChecked(int bodies, int damaged, double seconds);

    [LoggerMessage(2114, LogLevel.Error, "a body of message {Id} is damaged: {Reason}")]
    private partial void LogDamaged(string id, string reason);
}
